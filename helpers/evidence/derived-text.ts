/** A text that was made of another one, with where each of its characters stood there. */
export interface DerivedText {
  text: string;
  startOf: (index: number) => number;
  endOf: (index: number) => number;
}

/** A text without what interrupts it. */
export function without(interruption: RegExp, text: string): DerivedText {
  const [pieces, starts, origins]: [string[], number[], number[]] = [[], [], []];
  let [from, length] = [0, 0];
  const keep = (to: number): void => {
    if (to === from) return;
    pieces.push(text.slice(from, to));
    starts.push(length);
    origins.push(from);
    length += to - from;
  };
  for (const { 0: match, index } of text.matchAll(interruption)) {
    keep(index);
    from = index + match.length;
  }
  if (from === 0) return { text, startOf: (index) => index, endOf: (index) => index + 1 };
  keep(text.length);
  const startOf = (index: number): number => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return (origins[low - 1] ?? 0) + index - (starts[low - 1] ?? 0);
  };
  return { text: pieces.join(''), startOf, endOf: (index) => startOf(index) + 1 };
}

/** Writes a derived text character by character. */
class Writer {
  #codes = new Uint16Array(1024);
  /** Start and end of each. */
  #places = new Uint32Array(2048);
  length = 0;

  put(code: number, start: number, end: number): void {
    if (this.length === this.#codes.length) {
      const [codes, places] = [this.#codes, this.#places];
      this.#codes = new Uint16Array(2 * codes.length);
      this.#codes.set(codes);
      this.#places = new Uint32Array(2 * places.length);
      this.#places.set(places);
    }
    this.#codes[this.length] = code;
    this.#places[2 * this.length] = start;
    this.#places[2 * this.length + 1] = end;
    this.length += 1;
  }

  copy(text: string, from: number, to: number): void {
    for (let at = from; at < to; at += 1) this.put(text.charCodeAt(at), at, at + 1);
  }

  done(): DerivedText {
    const places = this.#places;
    return {
      text: Buffer.from(this.#codes.buffer, 0, 2 * this.length).toString('utf16le'),
      startOf: (index) => places[2 * index] ?? 0,
      endOf: (index) => places[2 * index + 1] ?? 0,
    };
  }
}

/** A part is handed over once it has so many characters, so that much text needs little memory. */
const longPart = 1 << 16;
const lineFeed = 10;

/** `%41`, `\u0041`, `\u{41}`, `\x41`, `&#65;`, `&#x41;`, `&quot;`, `=41=42=43`; each perhaps escaped again in its own way. */
const escaped =
  /%(?:25){0,4}[\da-f]{2}|\\{1,8}(?:u[\da-f]{4}|u\{0{0,8}[\da-f]{1,4}\}|x[\da-f]{2})|&(?:amp;){0,4}(?:#0{0,8}\d{1,5}(?!\d);?|#x0{0,8}[\da-f]{1,4}(?![\da-f]);?|(?:quot|apos|lt|gt|amp);)|(?:=[\da-f]{2}){3,1000}/gi;

const named: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

/** What a match of {@link escaped} stands for, with how many characters stand for each of it. */
function unescaped(match: string): { plain: string; width: number } {
  const one = (code: number): { plain: string; width: number } => ({
    plain: String.fromCharCode(code),
    width: match.length,
  });
  switch (match[0]) {
    case '%':
      return one(Number.parseInt(match.slice(-2), 16));
    case '\\':
      return one(Number.parseInt(match.replace(/^\\+[ux]\{?/i, ''), 16));
    case '&': {
      const [, hex, number, name = ''] = /(?:#x([\da-f]+)|#(\d+)|([a-z]+));?$/i.exec(match) ?? [];
      if (hex !== undefined) return one(Number.parseInt(hex, 16));
      if (number !== undefined) return one(Number(number));
      return { plain: named[name.toLowerCase()] ?? '', width: match.length };
    }
    default:
      return { plain: Buffer.from(match.replaceAll('=', ''), 'hex').toString('latin1'), width: 3 };
  }
}

/** How far around an escape a part reaches. What is longer is found as it stands. */
const reach = 40;

/** Everything around escapes, with what they stand for. */
function* unescapedParts(text: string): Generator<DerivedText> {
  let writer = new Writer();
  let end = -1;
  for (const { 0: match, index } of text.matchAll(escaped)) {
    if (end < 0) writer.copy(text, Math.max(0, index - reach), index);
    else if (index - end <= 2 * reach) writer.copy(text, end, index);
    else {
      writer.copy(text, end, end + reach);
      if (writer.length > longPart) {
        yield writer.done();
        writer = new Writer();
      }
      writer.put(lineFeed, end, end);
      writer.copy(text, index - reach, index);
    }
    const { plain, width } = unescaped(match);
    for (let at = 0; at < plain.length; at += 1)
      writer.put(plain.charCodeAt(at), index + at * width, index + (at + 1) * width);
    end = index + match.length;
  }
  if (end < 0) return;
  writer.copy(text, end, Math.min(text.length, end + reach));
  yield writer.done();
}

/** The value of each hex digit, by its code; -1 for what is none. */
const digitOf = Int8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});
const fewestDigits = 16;

/** The hex digits in a text, as the characters that they stand for, whichever of two is the first of a pair. */
function* hexParts(text: string): Generator<DerivedText> {
  let writer = new Writer();
  const valueAt = (at: number): number => digitOf[text.charCodeAt(at)] ?? -1;
  for (let start = 0; start <= text.length - fewestDigits; start += 1) {
    // Most places are passed over by looking at where a run that begins there would at least have to reach.
    if (valueAt(start + fewestDigits - 1) < 0) {
      start += fewestDigits - 1;
      continue;
    }
    if (valueAt(start) < 0) continue;
    let end = start;
    while (end < text.length && valueAt(end) >= 0) end += 1;
    if (end - start >= fewestDigits)
      for (const first of [start, start + 1]) {
        for (let at = first; at + 1 < end; at += 2)
          writer.put(16 * valueAt(at) + valueAt(at + 1), at, at + 2);
        writer.put(lineFeed, end, end);
      }
    start = end;
    if (writer.length < longPart) continue;
    yield writer.done();
    writer = new Writer();
  }
  if (writer.length > 0) yield writer.done();
}

/** `48:65:6c`, `0x48, 0x65`, `72 101`, and what is left of `%48%65` and of `\\u0048` in the name of a file: `-u0048-u0065`. */
const lists = /(?:(?:[-:,]{1,2}|[-:,]? )?(?<![\da-z])(?:0x|u00|x)?[\da-f]{2,3}(?![\da-z])){8,1000}/gi;
const codes = /(0x|u00|x)?([\da-f]{2,3})/gi;

/** The codes in a list, in hex and in decimal, as the characters that they stand for. */
function* listedParts(text: string): Generator<DerivedText> {
  const writer = new Writer();
  for (const { 0: list, index } of text.matchAll(lists))
    for (const radix of [16, 10]) {
      for (const { 0: item, 1: prefix, 2: digits = '', index: at } of list.matchAll(codes)) {
        const code = Number.parseInt(digits, prefix === undefined ? radix : 16);
        writer.put(Number.isNaN(code) ? 0 : code, index + at, index + at + item.length);
      }
      writer.put(lineFeed, index, index);
    }
  if (writer.length > 0) yield writer.done();
}

/** What stands in a text in other characters, as the characters that it stands for. */
export function* decodedParts(text: string): Generator<DerivedText> {
  yield* unescapedParts(text);
  yield* hexParts(text);
  yield* listedParts(text);
}
