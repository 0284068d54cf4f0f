import { createHmac } from 'node:crypto';
import { decodedParts, type DerivedText, without } from './derived-text.ts';
import { createSecretIndex } from './secret-index.ts';

/** Takes secrets out of texts. */
export interface Redactor {
  /** From now on this value is taken out, in every spelling that reports/README.md lists, whole or cut. */
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

/**
 * What may stand in the middle of a value: the colours of a diff, the end of a line that was too long, and the zeros of
 * UTF-16.
 */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const colours = /\u001b\[[\d;]*m/g;
const interruptions = new RegExp(String.raw`${colours.source}|[\\=]?\r?\n[ \t]*|\0+`, 'g');

/** How often a text is decoded, as what it holds may be encoded again. */
const mostLayers = 3;

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
 * A redactor for tokens and passwords by their shape, and for every value that it knows. A secret becomes its
 * fingerprint, `[redacted 1a2b3c4d]`: equal ones look equal, and without the key of the run nothing can be guessed.
 * @param key - the salt of the fingerprints (config/run-key.ts)
 */
export function createRedactor(key: string): Redactor {
  const index = createSecretIndex();
  const fingerprintOf = (secret: string): string =>
    createHmac('sha256', key).update(secret).digest('hex').slice(0, 8);

  /** Spans of a derived text, where they stood in the text that it was made of. */
  const placed = ({ startOf, endOf }: DerivedText, spans: readonly Span[]): Span[] =>
    spans.map((span) => ({ ...span, start: startOf(span.start), end: endOf(span.end - 1) }));

  const known = (text: string): Span[] =>
    index.placesIn(text).map(({ start, end, secret }) => ({ start, end, secret, weight: end - start }));

  const shaped = (text: string): Span[] =>
    Array.from(text.matchAll(shapes), ({ index: start, 0: secret }) => ({
      start,
      end: start + secret.length,
      secret,
      weight: 0,
    }));

  const decoded = (text: string, layers: number): Span[] =>
    Array.from(decodedParts(text)).flatMap((part) => {
      const inner = layers > 1 ? decoded(part.text, layers - 1) : [];
      return placed(part, [...known(part.text), ...shaped(part.text), ...inner]);
    });

  const redact = (text: string): string => {
    const joined = without(interruptions, text);
    const uncoloured = without(colours, text);
    const spans = [
      ...placed(joined, [...known(joined.text), ...decoded(joined.text, mostLayers)]),
      ...placed(uncoloured, shaped(uncoloured.text)),
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
