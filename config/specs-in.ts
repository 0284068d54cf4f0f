import { projectRoot } from './project-root.ts';

const exactly = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/**
 * Matches the specs in folders of the checkout, given from its root. A pattern with `*` would be held against the whole
 * path, and the checkout may lie anywhere: in `x[1]`, or in another folder `tests/unit`.
 */
export const specsIn = (...folders: readonly string[]): RegExp =>
  new RegExp(`^${exactly(projectRoot)}(?:${folders.map(exactly).join('|')})/.*\\.spec\\.ts$`);
