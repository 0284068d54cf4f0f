/** Where a secret, or a piece of it, stands in a text. */
export interface SecretPlace {
  start: number;
  end: number;
  /** The whole secret. */
  secret: string;
}

/** Finds pieces of secrets, of at least 16 characters, in any spelling. */
export interface SecretIndex {
  add(secret: string): void;
  placesIn(text: string): SecretPlace[];
}

interface Spelling {
  text: string;
  secret: string;
}

interface Anchor {
  spelling: Spelling;
  offset: number;
}

const anchorLength = 12;
const step = 5;
/** Whoever cuts a secret leaves one part of this length, unless the secret is shorter than two of it. */
const shortestPiece = anchorLength + step - 1;
const filterBits = 23;

/** A text in one alphabet of base64, so that it is found in both. */
const normal = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/');

/** A text in base64 as it stands inside a longer one, at each of the three offsets, without what its neighbours decide. */
function base64Inside(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = (before + bytes.length) % 3 === 0 ? encoded : encoded.slice(0, -1);
    return before === 0 ? whole : whole.slice(before + 1);
  });
}

function* plainSpellings(secret: string): Generator<string> {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  const twice = JSON.stringify(json).slice(1, -1);
  const inUrl = encodeURIComponent(secret);
  yield* [secret, json, twice, json.replaceAll('/', '\\/')];
  yield* [inUrl, inUrl.replaceAll(/%../g, (code) => code.toLowerCase()), inUrl.replaceAll('%20', '+')];
  // How Playwright names a file after it.
  yield secret.replaceAll(/[^a-zA-Z0-9-]+/g, '-');
  // Files are searched byte for byte, hence latin1.
  yield bytes.toString('latin1');
  yield bytes.toString('base64');
}

/** A piece of words is found in any text. */
const isProse = (text: string): boolean => /\s/.test(text);

/** The tokens in a secret, which may wrap them as a header or a subprotocol does, and what else is in it. */
function partsOf(secret: string): { tokens: string[]; others: string[] } {
  const [, subprotocol = ''] = /^jwt\.([\w-]+)$/.exec(secret) ?? [];
  const text = subprotocol ? Buffer.from(subprotocol, 'base64url').toString('latin1') : secret;
  const pattern = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;
  const tokens = text.match(pattern);
  if (!tokens) return { tokens: [], others: [secret] };
  return { tokens, others: text.split(pattern).filter(({ length }) => length >= shortestPiece) };
}

/** A hash that rolls from one window to the next. */
const base = 257;
const lastFactor = Array.from({ length: anchorLength - 1 }).reduce<number>((f) => Math.imul(f, base), 1);
const bitOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - filterBits);

function hashOf(text: string, from: number): number {
  let hash = 0;
  for (let index = from; index < from + anchorLength; index += 1)
    hash = (Math.imul(hash, base) + text.charCodeAt(index)) | 0;
  return hash;
}

/** Anchors by their text; most windows of a text are told apart from them by one bit. */
class Anchors {
  readonly #byText = new Map<string, Anchor>();
  readonly #filter = new Uint32Array(1 << (filterBits - 5));

  add(spelling: Spelling, isWanted: (offset: number) => boolean): void {
    const { text } = spelling;
    const last = text.length - anchorLength;
    const offsets = Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
    for (const offset of new Set([...offsets, last])) {
      if (!isWanted(offset)) continue;
      const anchor = text.slice(offset, offset + anchorLength);
      if (this.#byText.has(anchor)) continue;
      this.#byText.set(anchor, { spelling, offset });
      const bit = bitOf(hashOf(anchor, 0));
      this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  /** Every piece of a spelling in a text, as far as the two agree. */
  placesIn(text: string): SecretPlace[] {
    const places: SecretPlace[] = [];
    const filter = this.#filter;
    const last = text.length - anchorLength;
    let hash = last < 0 ? 0 : hashOf(text, 0);
    for (let at = 0; at <= last; at += 1) {
      const bit = bitOf(hash);
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0) {
        const anchor = this.#byText.get(text.slice(at, at + anchorLength));
        const place = anchor && grown(text, at, anchor);
        if (place && place.end - place.start >= shortestPiece) {
          places.push(place);
          // What follows is looked at again from the end of this piece.
          at = Math.max(at, place.end - anchorLength);
          hash = hashOf(text, at);
        }
      }
      const out = Math.imul(text.charCodeAt(at), lastFactor);
      hash = (Math.imul(hash - out, base) + text.charCodeAt(at + anchorLength)) | 0;
    }
    return places;
  }
}

function grown(text: string, at: number, { spelling, offset }: Anchor): SecretPlace {
  let [start, before] = [at, offset];
  while (start > 0 && before > 0 && text[start - 1] === spelling.text[before - 1]) {
    start -= 1;
    before -= 1;
  }
  let [end, after] = [at + anchorLength, offset + anchorLength];
  while (end < text.length && text[end] === spelling.text[after]) {
    end += 1;
    after += 1;
  }
  return { start, end, secret: spelling.secret };
}

/**
 * An index of secrets. Signed tokens, of which there are many, are searched for densely at their ends, where a cut leaves
 * something, and in their signature; in between a longer piece is needed to be found.
 */
export function createSecretIndex(): SecretIndex {
  const anchors = new Anchors();
  /** What is found only as a whole. */
  const whole = new Map<string, string>();

  const addSpellings = (
    secret: string,
    hidden: string,
    wantedIn: (length: number) => (offset: number) => boolean,
  ): void => {
    for (const text of new Set([...plainSpellings(hidden), ...base64Inside(hidden)])) {
      if (text.length < shortestPiece || isProse(text)) whole.set(text, secret);
      else anchors.add({ text: normal(text), secret }, wantedIn(text.length));
    }
  };

  return {
    add: (value) => {
      const { tokens, others } = partsOf(value);
      for (const token of tokens)
        // The head of a token is no secret: all have the same.
        addSpellings(token, token.slice(token.indexOf('.') + 1), (length) => (offset) => {
          return offset < shortestPiece || offset % 25 === 0 || offset >= length - 60;
        });
      for (const other of others) addSpellings(other, other, () => () => true);
    },
    placesIn: (text) => {
      const places = anchors.placesIn(normal(text));
      for (const [spelling, secret] of whole)
        for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1))
          places.push({ start: at, end: at + spelling.length, secret });
      return places;
    },
  };
}
