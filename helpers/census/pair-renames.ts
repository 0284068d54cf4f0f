import leven from 'leven';
import { fileOf } from './file-of.ts';
import { titleOf } from './title-of.ts';

/** A test that seems to have another name than the manifest says. */
export interface Rename {
  from: string;
  to: string;
}

/** Of two titles that differ in more than this part of the longer one, neither is the other's new name. */
const largestChange = 0.5;

function changeOf(from: string, to: string): number {
  const [before, after] = [titleOf(from), titleOf(to)];
  if (fileOf(from) !== fileOf(to)) return before === after ? 0 : 1;
  return leven(before, after) / Math.max(before.length, after.length);
}

/** Who is whose new name: the same title in another file, or the nearest in the same one. */
export function pairRenames(missing: readonly string[], extra: readonly string[]): Rename[] {
  const candidates = missing
    .flatMap((from) => extra.map((to) => ({ from, to, change: changeOf(from, to) })))
    .filter(({ change }) => change <= largestChange)
    .toSorted((a, b) => a.change - b.change);
  const paired = new Set<string>();
  return candidates.flatMap(({ from, to }) => {
    if (paired.has(`from ${from}`) || paired.has(`to ${to}`)) return [];
    paired.add(`from ${from}`).add(`to ${to}`);
    return [{ from, to }];
  });
}
