import type { IncomingMessage } from 'node:http';
import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { limits } from '../../config/limits.ts';

/** Why a body is not whole, with the part that came. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly problem: 'cut' | 'too large' | 'unreadable';
  /** How many of its bytes came, as they travelled. */
  readonly bytes: number;
  /** How it begins. */
  readonly start: string;

  constructor(message: string, came: Pick<BodyError, 'problem' | 'bytes' | 'start'>) {
    super(message);
    this.problem = came.problem;
    this.bytes = came.bytes;
    this.start = came.start;
  }
}

/** What a request offers to read, as `Accept-Encoding`. */
export const offeredCodings = 'gzip, deflate, br';

const decoders: Partial<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** In the order in which they are to be undone. */
function codingsOf({ headers }: IncomingMessage): string[] {
  const names = (headers['content-encoding'] ?? '').toLowerCase().split(',');
  return names
    .map((name) => name.trim())
    .filter((name) => !['', 'identity'].includes(name))
    .toReversed();
}

const startBytes = 16 * 1024;
const isOver = (bytes: number): boolean => bytes > limits.answerBytes;

/**
 * Reads a body to its end as UTF-8, decompressed, and never holds more of it than the bound. The deadline is the caller's,
 * who destroys the request.
 * @throws BodyError where it is cut, too large, or compressed in a way that cannot be undone
 */
export async function readBody(response: IncomingMessage): Promise<string> {
  // What follows an upgrade is no body.
  if (response.statusCode === 101) return '';
  const codings = codingsOf(response);
  const unknown = codings.find((name) => !(name in decoders));
  const chain = unknown === undefined ? codings.flatMap((name) => decoders[name]?.() ?? []) : [];
  const chunks: Buffer[] = [];
  let [bytes, decodedBytes] = [0, 0];
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (isOver(bytes)) response.destroy(new Error('too large'));
  };
  const text = (most?: number): string => new TextDecoder().decode(Buffer.concat(chunks).subarray(0, most));
  const source: AsyncIterable<Buffer> = chain.at(-1) ?? response;
  if (chain.length > 0) {
    response.on('data', count);
    // The last of the chain fails with whatever fails before it.
    pipeline([response, ...chain], () => undefined);
  }
  try {
    for await (const chunk of source) {
      if (chain.length === 0) bytes += chunk.length;
      if (unknown !== undefined) throw new Error(`Content-Encoding ${unknown} was not offered`);
      decodedBytes += chunk.length;
      if (isOver(decodedBytes)) throw new Error('too large');
      chunks.push(chunk);
    }
  } catch (error) {
    // The answer to a HEAD names the coding of a body that it has not.
    if (bytes === 0 && response.complete) return '';
    const { code = '', message } = error as NodeJS.ErrnoException;
    const isCoding = unknown !== undefined || /^(Z_|ERR__|ERR_BROTLI)/.test(code);
    const problem = isOver(Math.max(bytes, decodedBytes)) ? 'too large' : isCoding ? 'unreadable' : 'cut';
    throw new BodyError(code || message, { problem, bytes, start: text(startBytes) });
  }
  return text();
}
