import type { DeclaredTest } from './census-manifest.ts';
import type { CollectedTest } from './collected-test.ts';
import { keyOf } from './key-of.ts';
import { pairRenames, type Rename } from './pair-renames.ts';

/** What differs between the declared and the collected tests, by their ids. */
export interface Differences {
  missing: readonly string[];
  /** Collected, and in the manifest nowhere. */
  undeclared: readonly string[];
  /** Collected, and declared, but not chosen. */
  unchosen: readonly string[];
  /** Missing and undeclared, and in neither of those lists. */
  renamed: readonly Rename[];
  retagged: readonly { declared: DeclaredTest; collected: CollectedTest }[];
}

const sorted = (tags: readonly string[]): string => [...new Set(tags)].toSorted().join(' ');

/** Compares what was collected with all declared tests, and with those that must and may be there. */
export function differencesOf(tests: {
  declared: readonly DeclaredTest[];
  collected: readonly CollectedTest[];
  must: readonly DeclaredTest[];
  may: readonly DeclaredTest[];
}): Differences {
  const declared = new Map(tests.declared.map((test) => [keyOf(test), test]));
  const found = new Set(tests.collected.map(keyOf));
  const chosen = new Set(tests.may.map(keyOf));
  const missing = tests.must.filter((test) => !found.has(keyOf(test))).map(({ id }) => id);
  const undeclared = tests.collected.filter((test) => !declared.has(keyOf(test))).map(({ id }) => id);
  const renamed = pairRenames(missing, undeclared);
  const retagged = tests.collected.flatMap((test) => {
    const before = declared.get(keyOf(test));
    return before && sorted(before.tags) !== sorted(test.tags) ? [{ declared: before, collected: test }] : [];
  });
  // What has lost or got a tag may be chosen by it, and is told once.
  const told = new Set(retagged.map(({ declared: test }) => keyOf(test)));
  return {
    missing: missing.filter((id) => !renamed.some(({ from }) => from === id)),
    undeclared: undeclared.filter((id) => !renamed.some(({ to }) => to === id)),
    unchosen: tests.collected
      .filter((test) => declared.has(keyOf(test)) && !chosen.has(keyOf(test)) && !told.has(keyOf(test)))
      .map(({ id }) => id),
    renamed,
    retagged,
  };
}
