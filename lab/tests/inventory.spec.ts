import { readFileSync } from 'node:fs';
import { checkTestLists, writeTestLists } from '../../helpers/cli/test-lists.ts';
import { listedTest } from '../../helpers/coverage/listed-test.ts';
import { commandChoice } from '../../helpers/inventory/command-choice.ts';
import { inventoryText, readInventory } from '../../helpers/inventory/inventory-file.ts';
import { type InventoryTest, inventoryTest } from '../../helpers/inventory/inventory-test.ts';
import type { TakenInventory } from '../../helpers/inventory/run-scope.ts';
import { type InventoryParts, takeInventory } from '../../helpers/inventory/take-inventory.ts';
import { expect, test } from '../fixtures/test.ts';

const declare = (project: string, id: string, ...tags: string[]): InventoryTest => {
  const [file = '', ...titles] = id.split(' › ');
  return { project, file, titles, tags };
};
const [up, listed, read, ends, lint] = [
  declare('preflight', 'tests/preflight/up.spec.ts › is up', '@preflight'),
  declare('suite', 'tests/e2e/a.spec.ts › a thread › is listed', '@critical', '@issue_1234'),
  declare('suite', 'tests/e2e/a.spec.ts › a thread › is read [N1]', '@issue_1234'),
  declare('suite', 'tests/unit/b.spec.ts › a token ends', '@critical'),
  declare('harness', 'lab/tests/c.spec.ts › lint refuses'),
] as const;
const all = [up, listed, read, ends, lint];
const suite = [up, listed, read, ends];

const text = `
[preflight]

tests/preflight/up.spec.ts @preflight
  is up

[suite]

tests/e2e/a.spec.ts @issue_1234
  a thread
    is listed @critical
    is read [N1]

tests/unit/b.spec.ts @critical
  a token ends

[harness]

lab/tests/c.spec.ts
  lint refuses
`;

const unreadable = [
  { title: 'that is not there', problem: 'cannot be read (ENOENT)' },
  { title: 'that is empty', content: '# nothing\n', problem: 'names no test' },
  { title: 'without a project', content: 'a.spec.ts\n  b\n', problem: 'cannot be read in line 1' },
  { title: 'with a deep line', content: '[s]\na.spec.ts\n      b\n', problem: 'cannot be read in line 3' },
  {
    title: 'with a file alone',
    content: '[s]\na.spec.ts\nb.spec.ts\n',
    problem: 'names a file without tests in line 2',
  },
  { title: 'in conflict', content: `${text}<<<<<<< HEAD\n`, problem: 'has a merge conflict in line 21' },
  {
    title: 'that names a test twice',
    content: `${text}  lint refuses\n`,
    problem: 'names a test twice (harness lab/',
  },
];

test.describe('the test inventory', () => {
  test('is a text by project, file, describe and title, and is read as it was written', ({ projectWith }) => {
    const root = projectWith({ 'inventory.txt': inventoryText(all.toReversed()) });
    const written = inventoryText(all);

    expect(written.replaceAll(/^#.*\n/gm, '')).toBe(text);
    expect(readInventory(`${root}/inventory.txt`)).toEqual({ tests: expect.arrayContaining(all) });
  });

  test('holds whatever a title is made of', ({ projectWith }) => {
    const odd = [
      ['  a  title \n of two lines '],
      ['[harness]'],
      ['# none'],
      ['@critical'],
      ['reads "--grep @critical"'],
      ['ends with a tag @issue_1234'],
      ['ends', 'ends'],
      ['ends'],
      ['', 'in a describe without a title'],
    ].map((titles) =>
      inventoryTest({ project: 'suite', file: 'a @b.spec.ts', titles, tags: ['@critical', '@critical"'] }),
    );
    const root = projectWith({ 'inventory.txt': inventoryText(odd) });
    const { tests } = readInventory(`${root}/inventory.txt`) as { tests: InventoryTest[] };

    expect(tests).toHaveLength(odd.length);
    expect(tests).toEqual(expect.arrayContaining(odd));
  });

  for (const { title, content, problem } of unreadable)
    test(`${title} is refused in a sentence`, ({ projectWith }) => {
      const root = projectWith({ 'a.txt': '', ...(content !== undefined && { 'inventory.txt': content }) });

      expect(readInventory(`${root}/inventory.txt`)).toEqual({ problem: expect.stringContaining(problem) });
    });
});

/** What is typed, and the arguments that count as a choice. */
const lines: { line: string; by: string[]; ofTests?: boolean; ignored?: string[] }[] = [
  { line: '', by: [] },
  { line: '--workers 2 -j2 -j 3 --workers=4 --retries 1 -x --max-failures=1 --quiet --headed', by: [] },
  { line: '-c a.config.ts --config=b.config.ts --add-reporter dot --output out --trace on', by: [] },
  { line: '--timeout 0 --global-timeout=9 --repeat-each 2 --forbid-only --shard 1/3 --shard=1/3', by: [] },
  { line: '--project=* -x', by: ['--project=*'], ofTests: false },
  { line: '--project suite', by: ['--project', 'suite'] },
  { line: 'tests/e2e -x a.spec.ts:7', by: ['tests/e2e', 'a.spec.ts:7'] },
  { line: '--grep @x', by: ['--grep', '@x'] },
  { line: '--grep -x', by: ['--grep'] },
  { line: '-g=@x --workers 2 -G y', by: ['-g=@x', '-G', 'y'] },
  { line: '--last-failed --only-changed main --ui', by: ['--last-failed', '--only-changed', 'main', '--ui'] },
  {
    line: '--debug --new-in-playwright 9 --workersx 2',
    by: ['--debug', '--new-in-playwright', '9', '--workersx', '2'],
  },
  { line: '-xg foo', by: ['-xg', 'foo'] },
  { line: '-x -- --grep @x', by: [], ignored: ['--grep', '@x'] },
];

test.describe('a command line', () => {
  for (const { line, by, ofTests = by.length > 0, ignored = [] } of lines)
    test(`"${line.replaceAll('@', 'at ')}" chooses by ${by.length === 0 ? 'nothing' : 'what is not known'}`, () => {
      const argv = ['node', 'playwright', 'test', ...line.split(' ').filter(Boolean)];

      expect(commandChoice(argv)).toMatchObject({ by, ofTests, ignored });
    });

  test('that an editor leaves out is a choice', () => {
    expect(commandChoice([])).toMatchObject({ by: ['an editor'], ofTests: true });
    expect(commandChoice(['node', 'playwright', 'test-server'])).toMatchObject({ ofTests: true });
  });
});

const everything = { grep: /.*/, grepInvert: null };
const projects = ['preflight', 'suite', 'harness'].map((name) => ({ name, ...everything }));

/** A run by a command line of the projects that run by themselves, or of those that are given. */
const partsOf = (
  line: string,
  root: string,
  collected: InventoryTest[],
  chosen = ['preflight', 'suite'],
): InventoryParts => ({
  inventory: { path: 'tests/inventory.txt', projects: ['preflight', 'suite'] },
  config: {
    argv: ['node', 'playwright', 'test', ...line.split(' ').filter(Boolean)],
    configFile: `${root}/playwright.config.ts`,
    rootDir: root,
    shard: null,
    projects,
    filteredProjects: projects.filter(({ name }) => chosen.includes(name)),
  },
  collected,
  begun: collected,
  mustBeWhole: false,
});

/** What was collected, and what must come of it. */
const runs: {
  title: string;
  line?: string;
  chosen?: string[];
  collected: InventoryTest[];
  scope: Partial<TakenInventory['scope']>;
  findings?: string[];
}[] = [
  { title: 'of the suite is whole', collected: suite, scope: { whole: true, collected: 4, inventory: 4 } },
  {
    title: 'of all projects is whole',
    line: '--project=*',
    chosen: ['preflight', 'suite', 'harness'],
    collected: all,
    scope: { whole: true, collected: 5, inventory: 5 },
  },
  {
    title: 'of all projects that lacks a test of the harness is red',
    line: '--project=*',
    chosen: ['preflight', 'suite', 'harness'],
    collected: suite,
    scope: { whole: false, collected: 4, inventory: 5 },
    findings: ['lab/tests/c.spec.ts is in tests/inventory.txt, but it is not there'],
  },
  {
    title: 'of one project is a SUBSET, and that project is held',
    line: '--project=harness',
    chosen: ['harness'],
    collected: [declare('harness', 'lab/tests/c.spec.ts › lint accepts')],
    scope: { whole: false, chosenBy: ['--project=harness'], collected: 1, inventory: 5 },
    findings: [
      'lab/tests/c.spec.ts › "lint refuses" is in tests/inventory.txt, but lab/tests/c.spec.ts › "lint accepts"',
    ],
  },
  {
    title: 'that lacks a file is red',
    collected: [up, listed, read],
    scope: { whole: false, chosenBy: [] },
    findings: [
      'tests/unit/b.spec.ts is in tests/inventory.txt, but it is not there, and with it 1 tests, e.g. "a token ends".',
    ],
  },
  {
    title: 'that lacks a whole project is red',
    chosen: ['suite'],
    collected: [listed, read, ends],
    scope: { whole: false, inventory: 4 },
    findings: ['tests/preflight/up.spec.ts is in tests/inventory.txt, but it is not there'],
  },
  {
    title: 'with a test in another project is red',
    collected: [up, listed, read, { ...ends, project: 'preflight' }],
    scope: { whole: false },
    findings: [
      '"a token ends" @critical of project suite is in tests/inventory.txt, but tests/unit/b.spec.ts › "a token ends" @critical of project preflight was collected.',
    ],
  },
  {
    title: 'with a test that is not in the inventory is red, though it is all that was chosen',
    line: 'tests/e2e/z.spec.ts',
    collected: [up, declare('suite', 'tests/e2e/z.spec.ts › is new')],
    scope: { whole: false, chosenBy: ['tests/e2e/z.spec.ts'], collected: 2 },
    findings: ['tests/e2e/z.spec.ts › "is new" was collected, but is not in tests/inventory.txt. Is it new?'],
  },
  {
    title: 'by a title that lost its tag is red with one sentence',
    line: '--grep thread',
    collected: [up, { ...listed, tags: ['@issue_1234'] }, read],
    scope: { whole: false },
    findings: [
      '"a thread › is listed" @critical @issue_1234 is in tests/inventory.txt, but tests/e2e/a.spec.ts › "a thread › is listed" @issue_1234 was collected.',
    ],
  },
  {
    title: 'by an unknown flag is a SUBSET',
    line: '--new-in-playwright 7',
    collected: [up, ends],
    scope: { whole: false, chosenBy: ['--new-in-playwright', '7'], collected: 2, inventory: 4 },
  },
  {
    title: 'by a filter that leaves nothing out is whole',
    line: '--grep .',
    collected: suite,
    scope: { whole: true, chosenBy: ['--grep', '.'] },
  },
];

test.describe('a run', () => {
  for (const { title, line = '', chosen, collected, scope, findings = [] } of runs)
    test(title, ({ projectWith }) => {
      const root = projectWith({ 'tests/inventory.txt': inventoryText(all) });
      const taken = takeInventory(partsOf(line, root, collected, chosen));

      expect(taken.scope).toMatchObject(scope);
      expect(taken.inventory.findings).toEqual(findings.map((part) => expect.stringContaining(part)));
    });

  test('of a shard is a SUBSET, and is held to what all shards collect', ({ projectWith }) => {
    const root = projectWith({ 'tests/inventory.txt': inventoryText(all) });
    const parts = partsOf('--shard 1/3', root, suite);
    const config = { ...parts.config, shard: { current: 1, total: 3 } };
    const scope = { whole: false, chosenBy: ['--shard=1/3'], collected: 2, inventory: 4 };

    expect(takeInventory({ ...parts, config, begun: [up, listed] })).toMatchObject({
      scope,
      inventory: { findings: [] },
    });
    expect(takeInventory({ ...parts, config, collected: [up, listed, read], begun: [up] })).toMatchObject({
      scope: { ...scope, collected: 1 },
      inventory: { findings: [expect.stringContaining('tests/unit/b.spec.ts is in tests/inventory.txt')] },
    });
  });

  test('of a configuration with a grep is a SUBSET', ({ projectWith }) => {
    const root = projectWith({ 'tests/inventory.txt': inventoryText(all) });
    const parts = partsOf('', root, [up, ends]);
    const config = { ...parts.config, projects: projects.map((one) => ({ ...one, grep: [/token/] })) };

    expect(takeInventory({ ...parts, config })).toMatchObject({
      scope: { whole: false, chosenBy: ['the grep of the configuration'], collected: 2, inventory: 4 },
      inventory: { findings: [] },
    });
  });

  test('with an inventory that cannot be read is red', ({ projectWith }) => {
    const root = projectWith({ 'tests/inventory.txt': `<<<<<<< HEAD\n${text}` });
    const taken = takeInventory(partsOf('tests/unit', root, [ends]));

    expect(taken.scope.whole).toBe(false);
    expect(taken.inventory.findings).toEqual([
      '[INVENTORY] tests/inventory.txt has a merge conflict in line 1, so nothing shows whether this run is whole. Restore it from git, then run npm run fix.',
    ]);
  });

  test('from which a reporter took a test, or which only repeats failures, is not whole', ({
    projectWith,
  }) => {
    const root = projectWith({ 'tests/inventory.txt': inventoryText(all) });
    const taken = takeInventory({ ...partsOf('', root, suite), begun: [up, listed, read] });
    const failed = takeInventory({ ...partsOf('--last-failed', root, suite), begun: [up, ends] });

    expect(taken.inventory.findings).toEqual([expect.stringContaining('tests/unit/b.spec.ts')]);
    expect(failed).toMatchObject({ scope: { whole: false, collected: 2 }, inventory: { findings: [] } });
  });

  test('names ten of many, and how many more there are', ({ projectWith }) => {
    const many = Array.from({ length: 13 }, (_, index) => declare('suite', `tests/${index}.spec.ts › is`));
    const root = projectWith({ 'tests/inventory.txt': inventoryText(all) });
    const { findings, extra } = takeInventory(partsOf('', root, [...suite, ...many])).inventory;

    expect(findings).toHaveLength(11);
    expect(findings.at(-1)).toMatch(/^\[INVENTORY\] … and 3 more that are not in the inventory\.$/);
    expect(extra).toHaveLength(13);
  });

  test('that ended before it collected anything says that alone', ({ projectWith }) => {
    const root = projectWith({ 'tests/inventory.txt': inventoryText(all) });
    const taken = takeInventory({ ...partsOf('', root, []), collected: undefined, mustBeWhole: true });

    expect(taken.scope.whole).toBe(false);
    expect(taken.inventory.findings).toEqual(['[INVENTORY] The run ended before its tests were collected.']);
  });

  test('of a configuration without an inventory is a SUBSET, and red where the whole is expected', () => {
    const parts = { ...partsOf('', '/nowhere', suite), inventory: undefined };

    expect(takeInventory(parts)).toMatchObject({
      scope: { whole: false, chosenBy: ['a configuration without a test inventory'], collected: 4 },
      inventory: { path: null, extra: [], findings: [] },
    });
    expect(takeInventory({ ...parts, mustBeWhole: true }).inventory.findings).toEqual([
      expect.stringContaining('STAGING_EXPECT=whole, but this run is a SUBSET: 4 tests, chosen by "a conf'),
    ]);
  });
});

test.describe('the lists of tests', () => {
  const before = { 'tests/inventory.txt': inventoryText(all), 'docs/coverage.md': '' };
  const fewer = suite.map(listedTest);

  test('do not lose a whole file unless its removal is accepted', ({ projectWith }) => {
    const root = projectWith(before);
    const kept = (): string => readFileSync(`${root}/tests/inventory.txt`, 'utf8');

    expect(writeTestLists(root, fewer, [])).toEqual([
      expect.stringMatching(
        /^\[INVENTORY\] lab\/tests\/c\.spec\.ts would go .* its 1 tests, .*: npm run fix -- --accept-removal lab\/tests\/c\.spec\.ts$/,
      ),
    ]);
    expect(writeTestLists(root, fewer, ['lab/tests/c.spec.ts', 'tests/unit/b.spec.ts'])).toEqual([
      '[INVENTORY] --accept-removal tests/unit/b.spec.ts: no such file would go from tests/inventory.txt.',
    ]);
    expect(kept()).toBe(inventoryText(all));
    expect(writeTestLists(root, fewer, ['lab/tests/c.spec.ts'])).toEqual([]);
    expect(kept()).toBe(inventoryText(suite));
    expect(checkTestLists(root, fewer)).toEqual([]);
  });

  test('that are stale or in conflict are refused, with what to do', ({ projectWith }) => {
    const root = projectWith(before);
    const conflict = projectWith({ ...before, 'conflict/tests/inventory.txt': '<<<<<<< HEAD\n' });
    const refusal = [
      '[INVENTORY] tests/inventory.txt has a merge conflict in line 1. Restore it from git, then run npm run fix.',
    ];

    expect(checkTestLists(root, fewer)).toEqual([
      expect.stringContaining(
        '[INVENTORY] lab/tests/c.spec.ts is in tests/inventory.txt, but it is not there',
      ),
      'docs/coverage.md is not what the tests say. Run npm run fix and commit it.',
    ]);
    expect(checkTestLists(`${conflict}/conflict`, fewer)).toEqual(refusal);
    expect(writeTestLists(`${conflict}/conflict`, fewer, [])).toEqual(refusal);
  });
});
