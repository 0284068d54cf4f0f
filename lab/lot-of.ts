import { createHash } from 'node:crypto';

/** A number from 0 to below 1, always the same for a seed and what it is drawn for. */
export function lotOf(seed: string, what: string): number {
  return createHash('sha256').update(`${seed} ${what}`).digest().readUInt32BE() / 2 ** 32;
}
