import { projectRoot } from '../../config/project-root.ts';
import { expect, test } from '../fixtures/test.ts';
import { censusText } from '../../helpers/census/census-text.ts';
import { readRunRecord } from '../../helpers/record/run-record.ts';

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
const declared = Object.entries(suite).flatMap(([file, titles]) =>
  titles.map((title) => ({
    id: `${file} › ${title}`,
    project: 'suite',
    tier: file.split('/')[1] ?? '',
    tags: [],
    promises: [],
  })),
);

/** A project that is what its census says. It lets a test be focused, which the harness's own does not. */
const project: Record<string, string> = {
  'playwright.config.ts': `
    import { reporters } from '${projectRoot}config/reporters.ts';
    export default {
      workers: 1,
      outputDir: 'test-results',
      metadata: { isWholeSuite: true },
      projects: [{ name: 'suite', testDir: 'tests' }],
      reporter: reporters({ directory: 'reports', title: 'Census', blob: false, census: 'tests/census.json' }),
    };`,
  'tests/census.json': censusText(declared),
  ...Object.fromEntries(Object.entries(suite).map(([file, titles]) => [file, spec(...titles.map(passing))])),
};

const fix = 'Run npm run fix and look at the change of tests/census.json.';
const noneOf = (file: keyof typeof suite): string =>
  `${file} is there, but none of its 2 declared tests, e.g. "${String(suite[file].toSorted()[0])}", was collected. Can it be loaded, does it still hold tests, or is one focused elsewhere?`;
const expected = 'Expected the list of all declared tests: run npm run fix and commit it.';
const unread = `so nothing shows whether this run is whole. ${expected}`;

/** A run: what is written over the project, what is typed, and what must come of it. */
const cases: {
  title: string;
  files?: Record<string, string>;
  without?: string[];
  flags?: string[];
  exitCode: 0 | 1;
  /** All that the census finds. */
  findings?: string[];
  told?: string[];
  census?: object;
}[] = [
  {
    title: 'that is whole is green and says nothing more, though a test needs what the target lacks',
    files: {
      'tests/unit/tokens.spec.ts': spec(
        passing('a token ends'),
        `test('a token is renewed', { annotation: { type: 'needs', description: 'faults' } }, () => {
           test.skip(true, 'The target does not have faults (parts of it can be replaced).');
         });`,
      ),
    },
    exitCode: 0,
    told: ['9 passed', 'NOT RUN: 1 tests. The target does not have faults'],
    census: { declared: 10, collected: 10, ran: 9, notRun: 1, missing: [], extra: [], notHeld: [] },
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
        ...['a socket opens', 'a socket closes', 'a stranger waits'].map(passing),
      ),
      'tests/e2e/moved.spec.ts': spec(passing('a message comes')),
    },
    exitCode: 1,
    findings: [
      `tests/e2e/messages.spec.ts › "a message comes" is declared, but tests/e2e/moved.spec.ts › "a message comes" was collected. Was it renamed or moved? ${fix}`,
      `tests/unit/tokens.spec.ts › "a token is renewed" is declared, but tests/unit/tokens.spec.ts › "a token can be renewed" was collected. Was it renamed or moved? ${fix}`,
      noneOf('tests/e2e/runs.spec.ts'),
      `tests/integration/threads.spec.ts › "a user reads a thread" is declared, but was not collected. Was it deleted? ${fix}`,
      `tests/preflight/target.spec.ts is not there, and with it 1 declared tests, e.g. "the target is up". Was it deleted or moved? ${fix}`,
      `tests/e2e/sockets.spec.ts › "a stranger waits" was collected, but is not declared. Is it new? ${fix}`,
      `tests/integration/threads.spec.ts › "a user lists threads" is declared with no tag, but was collected with @critical. ${fix}`,
    ],
    told: ['7 passed'],
    census: { declared: 10, collected: 7, ran: 7, notRun: 0 },
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
    told: [
      'RED: tests/unit/tokens.spec.ts › a token ends: It is skipped, and not for a capability',
      'RED: tests/unit/tokens.spec.ts › a token is renewed: It is skipped, and not for a capability',
    ],
  },
  {
    title: 'with a focused test is red',
    files: { 'tests/e2e/messages.spec.ts': spec(`test.only('a message comes', () => {});`) },
    exitCode: 1,
    findings: [
      ...(['e2e/runs', 'e2e/sockets', 'integration/threads'] as const).map((name) =>
        noneOf(`tests/${name}.spec.ts`),
      ),
      `tests/preflight/target.spec.ts › "the target is up" is declared, but was not collected. Was it deleted? ${fix}`,
      noneOf('tests/unit/tokens.spec.ts'),
    ],
    told: ['1 passed'],
  },
  {
    title: 'with a spec that cannot be loaded is red, and tells which tests were lost with it',
    files: { 'tests/e2e/runs.spec.ts': `throw new Error('it cannot be loaded');` },
    exitCode: 1,
    findings: [noneOf('tests/e2e/runs.spec.ts')],
    told: ['Error: it cannot be loaded'],
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
    told: [
      '(code=0, signal=null)',
      '(code=null, signal=SIGKILL)',
      '2 failed',
      '2 passed',
      'nobody tidied up',
    ],
  },
  {
    title: 'without any test is red',
    flags: ['--grep', 'a dragon'],
    exitCode: 1,
    findings: ['What was typed chooses no test of tests/census.json.'],
    told: ['No tests found'],
  },
  {
    title: 'that is stopped by its first failure names no test as missing',
    files: {
      'tests/e2e/messages.spec.ts': spec(`test('a message comes', () => { throw new Error('none came'); });`),
    },
    flags: ['-x'],
    exitCode: 1,
    told: ['NOT RUN: 9 tests. A test that it comes after failed, or the run stopped before it.'],
    census: { declared: 10, collected: 10, ran: 1, notRun: 9, missing: [] },
  },
  {
    title: 'of a shard, by a path and a line, repeated, is green and says what was not held',
    flags: ['tests/e2e/runs', 'tests/unit/tokens.spec.ts:2', '--repeat-each', '2', '--shard', '1/2'],
    exitCode: 0,
    told: [
      'SUBSET: tests/e2e/runs, tests/unit/tokens.spec.ts:2, --shard 1/2,',
      'NOT HELD: tests/unit/tokens.spec.ts:2: the manifest knows no lines.',
      'NOT HELD: --shard: whether the other shards ran.',
    ],
    census: { declared: 4, collected: 3, missing: [], extra: [], notRun: 0 },
  },
  {
    title: 'by a filter whose tests are not all there is red, and so is a path that chooses nothing',
    files: { 'tests/e2e/runs.spec.ts': spec(passing('a run ends')) },
    flags: ['tests/e2e', 'tests/unit/gone.spec.ts', '--grep', 'begins|ends|opens'],
    exitCode: 1,
    findings: [
      `tests/e2e/runs.spec.ts › "a run begins" is declared, but was not collected. Was it deleted? ${fix}`,
      '"tests/unit/gone.spec.ts" chooses no test of tests/census.json in the projects of this run.',
    ],
    told: ['SUBSET: tests/e2e, tests/unit/gone.spec.ts, --grep begins|ends|opens', '2 passed'],
    census: { declared: 3, collected: 2 },
  },
  {
    title: 'with a census that was torn is red',
    files: { 'tests/census.json': '{"version":1,' },
    flags: ['tests/unit/'],
    exitCode: 1,
    findings: [`tests/census.json is not JSON, ${unread}`],
    told: ['2 passed'],
  },
];

test.describe('a run', () => {
  for (const { title, files, without = [], flags = [], exitCode, findings = [], told = [], census } of cases)
    test(title, async ({ projectWith, runPlaywright }) => {
      const kept = Object.entries({ ...project, ...files }).filter(([path]) => !without.includes(path));
      const root = projectWith(Object.fromEntries(kept));
      const run = await runPlaywright(
        ['--config', root, ...flags.map((flag) => flag.replace(/^\.\//, `${root}/`))],
        {},
      );
      const record = readRunRecord(`${root}/reports/record.json`);

      expect(run.exitCode, run.output).toBe(exitCode);
      expect(record.status).toBe(['passed', 'failed'][exitCode]);
      expect(record.census).toMatchObject({ ...census, manifest: 'tests/census.json' });
      expect(record.census?.findings.map((sentence) => sentence.replace(/^\[CENSUS\] /, ''))).toEqual(
        findings,
      );
      for (const sentence of [...told, ...(record.census?.findings ?? [])])
        expect(run.output).toContain(sentence);
    });
});
