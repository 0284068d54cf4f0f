import { execFileSync } from 'node:child_process';
import { projectRoot } from '../../../config/project-root.ts';
import { playwrightCli } from '../../../helpers/coverage/playwright-cli.ts';
import { rerunOf } from '../../../helpers/evidence/rerun-of.ts';
import { inventoryText } from '../../../helpers/inventory/inventory-file.ts';
import { readRunRecord, type RunRecord } from '../../../helpers/record/run-record.ts';
import { expect, test } from '../../fixtures/test.ts';

const spec = (...tests: string[]): string =>
  [`import { test } from '@playwright/test';`, ...tests].join('\n');
const passing = (title: string): string => `test('${title}', () => {});`;

/** Specs, by their paths, with the titles of their tests: no test needs a target, and each passes at once. */
const suite = {
  'tests/preflight/target.spec.ts': ['the target is up'],
  'tests/unit/tokens.spec.ts': ['a token ends', 'a token is renewed'],
  'tests/integration/threads.spec.ts': ['a user lists threads', 'a user reads a thread'],
  'tests/e2e/runs.spec.ts': ['a run begins', 'a run ends'],
  'tests/e2e/sockets.spec.ts': ['a socket opens', 'a socket closes'],
  'tests/e2e/messages.spec.ts': ['a message comes'],
} satisfies Record<string, string[]>;

const configOf = (project: string): string => `
  import { reporters } from '${projectRoot}config/reporters.ts';
  export default {
    workers: 1,
    outputDir: 'test-results',
    projects: [{ name: 'suite', testDir: 'tests'${project} }],
    reporter: reporters({
      directory: 'reports', title: 'Inventory', blob: false,
      inventory: { path: 'tests/inventory.txt', projects: ['suite'] },
    }),
  };`;

/** A project that is what its inventory says. It lets a test be focused, which the harness's own does not. */
const project: Record<string, string> = {
  'playwright.config.ts': configOf(''),
  'tests/inventory.txt': inventoryText(
    Object.entries(suite).flatMap(([file, titles]) =>
      titles.map((title) => ({ project: 'suite', file, titles: [title], tags: [] })),
    ),
  ),
  ...Object.fromEntries(Object.entries(suite).map(([file, titles]) => [file, spec(...titles.map(passing))])),
};

const fix = 'Run npm run fix and look at the change of tests/inventory.txt.';
const noneOf = (file: keyof typeof suite): string =>
  `${file} is there, but none of its 2 tests, e.g. "${String(suite[file].toSorted()[0])}", was collected. Can it be loaded, does it still hold tests, or is one focused elsewhere?`;
const onlyMessages = [
  ...(['e2e/runs', 'e2e/sockets', 'integration/threads'] as const).map((name) =>
    noneOf(`tests/${name}.spec.ts`),
  ),
  `tests/preflight/target.spec.ts › "the target is up" is in tests/inventory.txt, but was not collected. Was it deleted? ${fix}`,
  noneOf('tests/unit/tokens.spec.ts'),
];

/** A run: what is written over the project, what is typed, and what must come of it. */
const cases: {
  title: string;
  files?: Record<string, string>;
  without?: string[];
  flags?: string[];
  variables?: Record<string, string>;
  exitCode: 0 | 1;
  /** All that the inventory finds. */
  findings?: string[];
  printed?: string[];
  scope: Partial<RunRecord['scope']>;
}[] = [
  {
    title: 'that is whole is green, though a test needs what the target lacks and a -- swallows a filter',
    files: {
      'tests/unit/tokens.spec.ts': spec(
        passing('a token ends'),
        `test('a token is renewed', { annotation: { type: 'needs', description: 'faults' } }, () => {
           test.skip(true, 'The target does not have faults (parts of it can be replaced).');
         });`,
      ),
    },
    flags: ['--workers', '2', '--repeat-each=2', '--', '--grep', 'dragon'],
    variables: { STAGING_EXPECT: 'whole' },
    exitCode: 0,
    printed: ['18 passed', 'The target does not have faults', 'IGNORED: "--grep dragon"'],
    scope: { whole: true, chosenBy: [], collected: 10, inventory: 10 },
  },
  {
    title:
      'whose tests were deleted, emptied, renamed, moved, added or tagged is red, with a sentence for each',
    without: ['tests/preflight/target.spec.ts', 'tests/e2e/messages.spec.ts'],
    files: {
      'tests/unit/tokens.spec.ts': spec(passing('a token ends'), passing('a token can be renewed')),
      'tests/integration/threads.spec.ts': spec(
        `test('a user lists threads', { tag: '@critical' }, () => {});`,
      ),
      'tests/e2e/runs.spec.ts': spec(`test.describe('a run', () => {});`),
      'tests/e2e/sockets.spec.ts': spec(
        ...['a socket opens', 'a socket closes', 'a second user waits'].map(passing),
      ),
      'tests/e2e/moved.spec.ts': spec(passing('a message comes')),
    },
    exitCode: 1,
    findings: [
      `tests/e2e/messages.spec.ts › "a message comes" is in tests/inventory.txt, but tests/e2e/moved.spec.ts › "a message comes" was collected. Was it renamed, moved or tagged? ${fix}`,
      `tests/integration/threads.spec.ts › "a user lists threads" is in tests/inventory.txt, but tests/integration/threads.spec.ts › "a user lists threads" @critical was collected. Was it renamed, moved or tagged? ${fix}`,
      `tests/unit/tokens.spec.ts › "a token is renewed" is in tests/inventory.txt, but tests/unit/tokens.spec.ts › "a token can be renewed" was collected. Was it renamed, moved or tagged? ${fix}`,
      noneOf('tests/e2e/runs.spec.ts'),
      `tests/integration/threads.spec.ts › "a user reads a thread" is in tests/inventory.txt, but was not collected. Was it deleted? ${fix}`,
      'tests/preflight/target.spec.ts is in tests/inventory.txt, but it is not there, and with it 1 tests, e.g. "the target is up". Was it deleted or moved? Restore it, or run npm run fix -- --accept-removal tests/preflight/target.spec.ts.',
      `tests/e2e/sockets.spec.ts › "a second user waits" was collected, but is not in tests/inventory.txt. Is it new? ${fix}`,
    ],
    printed: ['7 passed'],
    scope: { whole: false, chosenBy: [], collected: 7, inventory: 10 },
  },
  {
    title: 'with test.skip and test.fixme is red, though Playwright lets it pass',
    files: {
      'tests/unit/tokens.spec.ts': spec(
        `test.skip('a token ends', () => {});`,
        `test.fixme('a token is renewed', () => {});`,
      ),
    },
    exitCode: 1,
    printed: ['tests/unit/tokens.spec.ts › a token ends', 'tests/unit/tokens.spec.ts › a token is renewed'],
    scope: { whole: true },
  },
  {
    title: 'with a focused test is red',
    files: { 'tests/e2e/messages.spec.ts': spec(`test.only('a message comes', () => {});`) },
    exitCode: 1,
    findings: onlyMessages,
    printed: ['1 passed'],
    scope: { whole: false, collected: 1 },
  },
  {
    title: 'of a configuration whose pattern finds fewer files is red',
    files: { 'playwright.config.ts': configOf(`, testMatch: '**/messages.spec.ts'`) },
    exitCode: 1,
    findings: onlyMessages,
    scope: { whole: false, collected: 1 },
  },
  {
    title: 'with a spec that cannot be loaded is red, and tells which tests were lost with it',
    files: { 'tests/e2e/runs.spec.ts': `throw new Error('it cannot be loaded');` },
    exitCode: 1,
    findings: [noneOf('tests/e2e/runs.spec.ts')],
    printed: ['Error: it cannot be loaded'],
    scope: { whole: false },
  },
  {
    title: 'whose workers end in a test, with exit code 0 or killed, or fail outside tests, is red',
    files: {
      'tests/unit/tokens.spec.ts': spec(
        `test('a token ends', () => { process.exit(0); });`,
        `test('a token is renewed', () => { process.kill(process.pid, 'SIGKILL'); });`,
      ),
      'tests/e2e/runs.spec.ts': spec(
        `const untidy = test.extend({
           left: [async ({}, use) => { await use(); throw new Error('nobody tidied up'); }, { scope: 'worker', auto: true }],
         });`,
        ...suite['tests/e2e/runs.spec.ts'].map((title) => passing(title).replace('test', 'untidy')),
      ),
    },
    flags: ['tests/unit/', 'tests/e2e/runs'],
    exitCode: 1,
    printed: [
      '(code=0, signal=null)',
      '(code=null, signal=SIGKILL)',
      '2 failed',
      '2 passed',
      'nobody tidied up',
      'SUBSET: 4 of 10 tests, chosen by "tests/unit/ tests/e2e/runs"',
    ],
    scope: { whole: false },
  },
  {
    title: 'without any test is red',
    flags: ['--grep', 'a dragon', '--pass-with-no-tests'],
    exitCode: 1,
    printed: ['NO TESTS: No test was run', 'SUBSET: 0 of 10 tests, chosen by "--grep a dragon"'],
    scope: { whole: false, collected: 0, inventory: 10 },
  },
  {
    title: 'that is stopped by its first failure names no test as missing',
    files: {
      'tests/e2e/messages.spec.ts': spec(`test('a message comes', () => { throw new Error('none came'); });`),
    },
    flags: ['-x'],
    exitCode: 1,
    printed: ['1 of the 10 tests of the whole suite ran: 1 failed, 9 not-run'],
    scope: { whole: true, collected: 10 },
  },
  {
    title: 'that must be whole is red by what was typed, and by a test that is not in the inventory',
    files: { 'tests/e2e/new.spec.ts': spec(passing('a socket opens twice')) },
    flags: ['--grep', 'socket opens$', '--shuffle', '7'],
    variables: { STAGING_EXPECT: 'whole' },
    exitCode: 1,
    findings: [
      'STAGING_EXPECT=whole, but this run is a SUBSET: 1 of 10 tests, chosen by "--grep socket opens$ --shuffle 7". Take that away, or unset STAGING_EXPECT.',
    ],
    scope: { whole: false, collected: 1, inventory: 10 },
  },
];

test.describe('a run', () => {
  for (const { title, files, without = [], flags = [], variables = {}, exitCode, ...expected } of cases)
    test(title, async ({ projectWith, runPlaywright }) => {
      const kept = Object.entries({ ...project, ...files }).filter(([path]) => !without.includes(path));
      const root = projectWith(Object.fromEntries(kept));
      const run = await runPlaywright(['--config', root, ...flags], variables);
      const record = readRunRecord(`${root}/reports/record.json`);

      expect(run.exitCode, run.output).toBe(exitCode);
      expect(record.status).toBe(['passed', 'failed'][exitCode]);
      expect(record.scope).toMatchObject(expected.scope);
      expect(record.inventory.path).toBe('tests/inventory.txt');
      expect(record.inventory.findings.map((sentence) => sentence.replace(/^\[INVENTORY\] /, ''))).toEqual(
        expected.findings ?? [],
      );
      for (const sentence of [...(expected.printed ?? []), ...record.inventory.findings])
        expect(run.output).toContain(sentence);
    });
});

/** Three tests, and others that are easily taken for them: each with its describes. */
const rerun = [
  ['a run', 'ends'],
  ['a run', `it's "a.b" (c|d) [N1] $x/y`],
  ['a run', 'two\nlines'],
];
const alike = [
  ...rerun,
  ['a run', 'Ends'],
  ['a run', 'ends at once'],
  ['Another', 'ends'],
  ['a run', 'two lines here'],
];

test('a failed test is run again by a line that chooses this test alone', ({ projectWith }) => {
  const root = projectWith({
    'tests/a[1].spec.ts': spec(
      `for (const [name, title] of ${JSON.stringify(alike)}) test.describe(name, { tag: '@x' }, () => { test(title, { tag: '@y' }, () => {}); });`,
    ),
    'playwright.config.ts': `export default { projects: [{ name: 'suite', testDir: '.' }, { name: 'other', testDir: '.' }] };`,
  });
  const lists = rerun.map((titles) => {
    const test = { project: 'suite', file: 'tests/a[1].spec.ts', line: 2, titles, tags: ['@x', '@y'] };
    const command = rerunOf(test).replace(
      'npm run e2e --',
      `"${process.execPath}" "${playwrightCli}" test --list`,
    );
    return execFileSync(command, { cwd: root, shell: true, encoding: 'utf8' });
  });

  for (const [index, list] of lists.entries()) {
    expect(list).toContain('Total: 1 test in 1 file');
    expect(list).toContain(`[suite] › tests/a[1].spec.ts:2:`);
    expect(list.replaceAll(/\s+/g, ' ')).toContain(String(rerun[index]?.join(' › ').replace('\n', ' ')));
  }
});
