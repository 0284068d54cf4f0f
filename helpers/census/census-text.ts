import type { DeclaredTest } from './census-manifest.ts';

/** The text of a manifest: a line per test, so that a diff shows which came and which went. */
export function censusText(tests: readonly DeclaredTest[]): string {
  const lines = tests
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, project, tier, tags, promises }) => JSON.stringify({ id, project, tier, tags, promises }));
  return `{"version":1,"tests":[\n${lines.join(',\n')}\n]}\n`;
}
