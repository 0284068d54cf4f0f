/** Where a secret, or a piece of it, stands in a text. */
export interface SecretPlace {
  start: number;
  end: number;
  /** The whole secret. */
  secret: string;
}

/** Finds pieces of secrets, of at least 16 characters, in upper, lower or mixed case. */
export interface SecretIndex {
  add(secret: string): void;
  placesIn(text: string): SecretPlace[];
}

interface Spelling {
  /** Folded. */
  codes: Uint16Array;
  secret: string;
}

interface Anchor {
  spelling: Spelling;
  offset: number;
  /** Another one, whose hash is the same. */
  next: Anchor | undefined;
}

const anchorLength = 12;
const step = 5;
/** A cut secret has one part of this length, unless the secret is shorter than two of it. */
const shortestPiece = anchorLength + step - 1;
const filterBits = 23;

/** Both cases of a letter are one, and so are both alphabets of base64, so that a spelling is found in each. */
const foldedCode = Uint16Array.from({ length: 1 << 16 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '-') return '+'.charCodeAt(0);
  if (character === '_') return '/'.charCodeAt(0);
  return /[A-Z]/.test(character) ? code + 32 : code;
});

/** The folded characters of a text, with nothing after them as far as an anchor reaches. */
function foldedCodes(text: string): Uint16Array {
  const codes = new Uint16Array(text.length + anchorLength);
  for (let at = 0; at < text.length; at += 1) codes[at] = foldedCode[text.charCodeAt(at)] ?? 0;
  return codes;
}

/** In lower case, character by character: some outside of ASCII would become two. */
function inLowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

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

function plainSpellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const twice = JSON.stringify(json).slice(1, -1);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  return [
    ...[secret, json, twice, json.replaceAll('/', '\\/')],
    ...[inUrl, inUrl.replaceAll('%20', '+')],
    // How Playwright names a file after it.
    secret.replaceAll(/[^a-zA-Z0-9-]+/g, '-'),
    // Files are searched byte for byte, hence latin1.
    Buffer.from(secret).toString('latin1'),
    Buffer.from(secret).toString('base64'),
  ];
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

function hashOf(codes: Uint16Array, from: number): number {
  let hash = 0;
  for (let index = from; index < from + anchorLength; index += 1)
    hash = (Math.imul(hash, base) + (codes[index] ?? 0)) | 0;
  return hash;
}

function isAt(codes: Uint16Array, at: number, { spelling, offset }: Anchor): boolean {
  for (let index = 0; index < anchorLength; index += 1)
    if (codes[at + index] !== spelling.codes[offset + index]) return false;
  return true;
}

/** Anchors by their hash; one bit shows of most windows of a text that they are no anchor. */
class Anchors {
  readonly #byHash = new Map<number, Anchor>();
  readonly #filter = new Uint32Array(1 << (filterBits - 5));

  add(text: string, secret: string, isWanted: (offset: number) => boolean): void {
    const spelling = { codes: foldedCodes(text).subarray(0, text.length), secret };
    const last = text.length - anchorLength;
    for (let offset = 0; offset < last + step; offset += step) {
      const at = Math.min(offset, last);
      if (isWanted(at)) this.#add({ spelling, offset: at, next: undefined });
    }
  }

  #add(anchor: Anchor): void {
    const { codes } = anchor.spelling;
    const hash = hashOf(codes, anchor.offset);
    if (this.#find(hash, codes, anchor.offset)) return;
    anchor.next = this.#byHash.get(hash);
    this.#byHash.set(hash, anchor);
    const bit = bitOf(hash);
    this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  #find(hash: number, codes: Uint16Array, at: number): Anchor | undefined {
    let anchor = this.#byHash.get(hash);
    while (anchor && !isAt(codes, at, anchor)) anchor = anchor.next;
    return anchor;
  }

  /** Every piece of a spelling in a text, as far as the two agree. */
  placesIn(text: string): SecretPlace[] {
    const places: SecretPlace[] = [];
    const filter = this.#filter;
    const codes = foldedCodes(text);
    const last = text.length - anchorLength;
    let hash = hashOf(codes, 0);
    for (let at = 0; at <= last; at += 1) {
      const bit = bitOf(hash);
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0) {
        const anchor = this.#find(hash, codes, at);
        const place = anchor && grown(codes.subarray(0, text.length), at, anchor);
        if (place && place.end - place.start >= shortestPiece) {
          places.push(place);
          // What follows is looked at again from the end of this piece.
          at = Math.max(at, place.end - anchorLength);
          hash = hashOf(codes, at);
        }
      }
      const out = Math.imul(codes[at] ?? 0, lastFactor);
      hash = (Math.imul(hash - out, base) + (codes[at + anchorLength] ?? 0)) | 0;
    }
    return places;
  }
}

function grown(codes: Uint16Array, at: number, { spelling, offset }: Anchor): SecretPlace {
  let [start, before] = [at, offset];
  while (start > 0 && before > 0 && codes[start - 1] === spelling.codes[before - 1]) {
    start -= 1;
    before -= 1;
  }
  let [end, after] = [at + anchorLength, offset + anchorLength];
  while (end < codes.length && codes[end] === spelling.codes[after]) {
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

  const addSpelling = (text: string, secret: string, isWanted: (offset: number) => boolean): void => {
    if (text.length < shortestPiece || isProse(text)) whole.set(inLowerCase(text), secret);
    else anchors.add(text, secret, isWanted);
  };

  const addSpellings = (
    secret: string,
    hidden: string,
    wantedIn: (length: number) => (offset: number) => boolean,
  ): void => {
    const inside = base64Inside(hidden);
    for (const text of new Set([...plainSpellings(hidden), ...inside]))
      addSpelling(text, secret, wantedIn(text.length));
    // Twice in base64 a secret is longer, and so the anchors in it may be farther from each other.
    const urlSafe = inside.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
    for (const text of new Set([...inside, ...urlSafe].flatMap(base64Inside))) {
      const isWanted = wantedIn(text.length);
      addSpelling(text, secret, (offset) => offset % (3 * step) === 0 && isWanted(offset));
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
      const places = anchors.placesIn(text);
      const lower = whole.size === 0 ? '' : inLowerCase(text);
      for (const [spelling, secret] of whole)
        for (let at = lower.indexOf(spelling); at >= 0; at = lower.indexOf(spelling, at + 1))
          places.push({ start: at, end: at + spelling.length, secret });
      return places;
    },
  };
}
