import { readFileSync } from 'node:fs';
import { HarnessError } from '../errors/harness-error.ts';
import { type InventoryTest, keyOf, tagsAtEnd } from './inventory-test.ts';

const head = `# The test inventory: every test there is, by project, file, describe and title. What a line is tagged with holds for all
# lines below it. npm run fix writes this file, and every run is held against it: read its diff, a line that goes is a test
# that no longer runs.
`;

function* treeLines(tests: readonly InventoryTest[], above: readonly string[], depth = 0): Generator<string> {
  const nameOf = ({ file, titles }: InventoryTest): string => [file, ...titles][depth] ?? '';
  const line = (name: string, tags: readonly string[]): string =>
    '  '.repeat(depth) + [name, ...tags.filter((tag) => !above.includes(tag))].join(' ');
  for (const name of [...new Set(tests.map(nameOf))].toSorted()) {
    const named = tests.filter((test) => nameOf(test) === name);
    yield* named.filter(({ titles }) => titles.length === depth).map(({ tags }) => line(name, tags));
    const below = named.filter(({ titles }) => titles.length > depth);
    if (below.length === 0) continue;
    const shared = below
      .map(({ tags }) => tags)
      .reduce((some, tags) => some.filter((tag) => tags.includes(tag)));
    if (depth === 0) yield '';
    yield line(name, shared);
    yield* treeLines(below, [...above, ...shared], depth + 1);
  }
}

/** The text of an inventory: a line per test, so that a diff shows which came and which went. */
export function inventoryText(tests: readonly InventoryTest[]): string {
  const projects = [...new Set(tests.map(({ project }) => project))];
  const parts = projects.flatMap((name) => [
    `\n[${name}]`,
    ...treeLines(
      tests.filter(({ project }) => project === name),
      [],
    ),
  ]);
  return `${[head.trimEnd(), ...parts].join('\n')}\n`;
}

/** What an inventory names, or why it names nothing, in a few words. */
export type ReadInventory = { tests: InventoryTest[] } | { problem: string };

const depthOf = (line = ''): number => (/^ */.exec(line)?.[0].length ?? 0) / 2;

function parse(text: string): ReadInventory {
  const lines = text.split(/\r?\n/);
  const tests: InventoryTest[] = [];
  let project: string | undefined;
  let path: { name: string; tags: string[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const problem = (what: string): ReadInventory => ({ problem: `${what} in line ${index + 1}` });
    if (/^[<=>|]{7}/.test(line)) return problem('has a merge conflict');
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, section] = /^\[(.*)\]$/.exec(line) ?? [];
    if (section !== undefined) {
      project = section;
      path = [];
      continue;
    }
    const depth = depthOf(line);
    const isRead = project !== undefined && Number.isInteger(depth) && depth <= path.length;
    if (!isRead || project === undefined) return problem('cannot be read');
    const [tags = ''] = tagsAtEnd.exec(line.trim()) ?? [];
    const name = line.trim().replace(tagsAtEnd, '');
    path = [...path.slice(0, depth), { name, tags: tags.split(' ').filter(Boolean) }];
    if (depthOf(lines[index + 1]) > depth) continue;
    const [file = '', ...titles] = path.map(({ name }) => name);
    if (depth === 0) return problem('names a file without tests');
    tests.push({ project, file, titles, tags: path.flatMap((part) => part.tags).toSorted() });
  }
  const keys = tests.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) return { problem: `names a test twice (${twice})` };
  return tests.length === 0 ? { problem: 'names no test' } : { tests };
}

/** Reads an inventory. It throws nothing, as Playwright drops what a reporter throws. */
export function readInventory(path: string): ReadInventory {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { problem: `cannot be read (${String((error as NodeJS.ErrnoException).code)})` };
  }
}

/**
 * The tests that an inventory names.
 * @throws Error with one sentence where it cannot be read
 */
export function inventoryTests(path: string): InventoryTest[] {
  const read = readInventory(path);
  if ('tests' in read) return read.tests;
  throw new HarnessError('INVENTORY', `${path} ${read.problem}. Restore it from git, then run npm run fix.`);
}
