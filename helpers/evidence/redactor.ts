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

/** Colour codes, which a diff puts into the middle of a value. */
// eslint-disable-next-line no-control-regex -- this is the character that is looked for
const colours = /\u001b\[[\d;]*m/g;

/** A text without its colours, and where each of its characters was. */
function withoutColours(text: string): { plain: string; placeOf: (index: number) => number } {
  if (!text.includes('\u001b[')) return { plain: text, placeOf: (index) => index };
  const kept: { at: number; from: number }[] = [];
  let [plain, from] = ['', 0];
  for (const match of [...text.matchAll(colours), undefined]) {
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
    const { plain, placeOf } = withoutColours(text);
    const spans = [
      ...index.placesIn(plain).map((place) => ({ ...place, weight: place.end - place.start })),
      ...Array.from(plain.matchAll(shapes), ({ index: start, 0: secret }) => ({
        start,
        end: start + secret.length,
        secret,
        weight: 0,
      })),
    ];
    if (spans.length === 0) return text;
    let [result, from] = ['', 0];
    for (const { start, end, secret } of merged(spans)) {
      result += `${text.slice(from, placeOf(start))}[redacted ${fingerprintOf(secret)}]`;
      from = placeOf(end - 1) + 1;
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
