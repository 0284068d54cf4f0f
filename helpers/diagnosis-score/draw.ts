import { createHash } from 'node:crypto';

/** A number below `limit`, always the same for a seed and a purpose. */
export function draw(seed: string, what: string, limit: number): number {
  return createHash('sha256').update(`${seed} ${what}`).digest().readUInt32BE(0) % limit;
}
