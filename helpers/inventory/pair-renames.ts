import leven from 'leven';
import type { InventoryTest } from './inventory-test.ts';

/** A test that seems to have another name, file, project or tag than the inventory says. */
export interface Rename {
  from: InventoryTest;
  to: InventoryTest;
}

/** Of two titles that differ in more than this part of the longer one, neither is the other's new name. */
const largestChange = 0.5;

function changeOf(from: InventoryTest, to: InventoryTest): number {
  const [before, after] = [from, to].map(({ titles }) => titles.join(' › ')) as [string, string];
  if (from.file !== to.file) return before === after ? 0 : 1;
  return leven(before, after) / Math.max(before.length, after.length);
}

/** Which test is which one's new name: the same title in another file, or the nearest in the same file. */
export function pairRenames(missing: readonly InventoryTest[], extra: readonly InventoryTest[]): Rename[] {
  const candidates = missing
    .flatMap((from) => extra.map((to) => ({ from, to, change: changeOf(from, to) })))
    .filter(({ change }) => change <= largestChange)
    .toSorted((a, b) => a.change - b.change);
  const paired = new Set<InventoryTest>();
  return candidates.flatMap(({ from, to }) => {
    if (paired.has(from) || paired.has(to)) return [];
    paired.add(from).add(to);
    return [{ from, to }];
  });
}
