import { createHash, randomInt } from 'node:crypto';

/** The largest seed, as it is typed by hand. */
export const largestSeed = 999_999;

/** A seed of chance. Whoever draws by it prints it, so that the same can be drawn again. */
export const newSeed = (): number => randomInt(1, largestSeed + 1);

/** A number from 0 to below 1, always the same for a seed and what it is drawn for. */
export function lotOf(seed: string, what: string): number {
  return createHash('sha256').update(`${seed} ${what}`).digest().readUInt32BE() / 2 ** 32;
}

/** Some of a list, always the same for a seed: over many seeds each has its turn. */
export function draw<Named extends { name: string }>(
  list: readonly Named[],
  seed: string,
  count: number,
): Named[] {
  return list.toSorted((a, b) => lotOf(seed, a.name) - lotOf(seed, b.name)).slice(0, count);
}
