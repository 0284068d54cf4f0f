import { createHash } from 'node:crypto';

/** Numbers from 0 to below 1, always the same for a seed. */
export function randomOf(seed: string): () => number {
  let count = 0;
  return () =>
    createHash('sha256')
      .update(`${seed} ${String((count += 1))}`)
      .digest()
      .readUInt32BE() /
    2 ** 32;
}
