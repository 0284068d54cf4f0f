import { createHash } from 'node:crypto';
import type { Defect } from './defect.ts';

/** Some of the defects, always the same for a seed, e.g. a commit: over many commits each has its turn. */
export function drawDefects(defects: readonly Defect[], seed: string, count: number): Defect[] {
  const lot = ({ name }: Defect): string => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  return defects.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1)).slice(0, count);
}
