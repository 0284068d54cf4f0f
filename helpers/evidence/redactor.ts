import { createHmac } from 'node:crypto';
import { createSecretIndex } from './secret-index.ts';

/** Takes secrets out of texts. */
export interface Redactor {
  /** From now on this value is taken out, in any spelling, whole or cut. */
  know: (secret: string) => void;
  redact: (text: string) => string;
  /** Byte for byte, so that what holds no secret stays as it is. */
  redactBytes: (bytes: Uint8Array) => Buffer;
}

interface Span {
  start: number;
  end: number;
  /** Whose fingerprint stands for it. */
  secret: string;
  /** How much of that secret is there; 0 where only its shape is known. */
  weight: number;
}

/** Every JWT, or what a cut has left of its head, and every derived password (see test-identity.ts). */
const shapes =
  /(?<![\w-])(?:eyJ[\w-]{8,4000}\.[\w-]{8,4000}(?:\.[\w-]{0,4000})?|ZXlK[\w+/=-]{20,8000}|testpw-[\w-]{20,100})/g;

/** What may stand in the middle of a value: the colours of a diff, the end of a line that was too long. */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const colours = /\u001b\[[\d;]*m/g;
const interruptions = new RegExp(String.raw`${colours.source}|\\?\r?\n[ \t]*`, 'g');

/** A text without what interrupts it, and where each of its characters was. */
function without(pattern: RegExp, text: string): { plain: string; placeOf: (index: number) => number } {
  const kept: { at: number; from: number }[] = [];
  let [plain, from] = ['', 0];
  for (const match of [...text.matchAll(pattern), undefined]) {
    kept.push({ at: plain.length, from });
    plain += text.slice(from, match?.index);
    from = match ? match.index + match[0].length : text.length;
  }
  const placeOf = (index: number): number => {
    const part = kept.findLast(({ at }) => at <= index);
    return part ? part.from + index - part.at : index;
  };
  return { plain, placeOf };
}

/** Spans in order, those that touch as one, for the secret of which most is there. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (!last || span.start > last.end) {
      result.push({ ...span });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (span.weight > last.weight) Object.assign(last, { secret: span.secret, weight: span.weight });
  }
  return result;
}

/**
 * A redactor for tokens and passwords by their shape, and for every value that it is told. A secret becomes its
 * fingerprint, `[redacted 1a2b3c4d]`: equal ones look equal, and without the key of the run nothing can be guessed.
 * @param key - the salt of the fingerprints (config/run-key.ts)
 */
export function createRedactor(key: string): Redactor {
  const index = createSecretIndex();
  const fingerprintOf = (secret: string): string =>
    createHmac('sha256', key).update(secret).digest('hex').slice(0, 8);

  const redact = (text: string): string => {
    const joined = without(interruptions, text);
    const uncoloured = without(colours, text);
    const spans = [
      ...index.placesIn(joined.plain).map(({ start, end, secret }) => ({
        start: joined.placeOf(start),
        end: joined.placeOf(end - 1) + 1,
        secret,
        weight: end - start,
      })),
      ...Array.from(uncoloured.plain.matchAll(shapes), ({ index: start, 0: secret }) => ({
        start: uncoloured.placeOf(start),
        end: uncoloured.placeOf(start + secret.length - 1) + 1,
        secret,
        weight: 0,
      })),
    ];
    if (spans.length === 0) return text;
    let [result, from] = ['', 0];
    for (const { start, end, secret } of merged(spans)) {
      result += `${text.slice(from, start)}[redacted ${fingerprintOf(secret)}]`;
      from = end;
    }
    return result + text.slice(from);
  };

  return {
    know: (secret) => {
      index.add(secret);
    },
    redact,
    redactBytes: (bytes) => Buffer.from(redact(Buffer.from(bytes).toString('latin1')), 'latin1'),
  };
}
