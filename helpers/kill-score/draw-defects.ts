import { lotOf } from '../lots/lot-of.ts';
import type { Defect } from './defect.ts';

/** Some of the defects, always the same for a seed, e.g. a commit: over many commits each has its turn. */
export function drawDefects(defects: readonly Defect[], seed: string, count: number): Defect[] {
  return defects.toSorted((a, b) => lotOf(seed, a.name) - lotOf(seed, b.name)).slice(0, count);
}
