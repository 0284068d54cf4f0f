import { expect, test } from '../fixtures/test.ts';
import type { DeclaredTest } from '../../helpers/census/census-manifest.ts';
import { censusText } from '../../helpers/census/census-text.ts';
import { readCensus } from '../../helpers/census/read-census.ts';
import { selectionOf } from '../../helpers/census/selection-of.ts';
import { type CensusOfCollected, takeCensus } from '../../helpers/census/take-census.ts';

const declare = (project: string, id: string, ...tags: string[]): DeclaredTest => ({
  id,
  project,
  tier: '',
  tags,
  promises: [],
});
const [up, listed, read, ends, lint] = [
  declare('preflight', 'tests/preflight/up.spec.ts › is up', '@preflight'),
  declare('suite', 'tests/e2e/a.spec.ts › a thread › is listed', '@critical'),
  declare('suite', 'tests/e2e/a.spec.ts › a thread › is read'),
  declare('suite', 'tests/unit/b.spec.ts › a token ends', '@critical'),
  declare('harness', 'lab/tests/c.spec.ts › lint refuses'),
] as const;
const all = [up, listed, read, ends, lint];

const projects = [
  { name: 'preflight', dependencies: [] },
  { name: 'suite', dependencies: ['preflight'] },
  { name: 'harness', dependencies: [] },
];
/** A configuration as a command line leaves it; without `--project`, of the projects that run by themselves. */
const configOf = (
  line: string,
  root = '/project',
  chosen = ['preflight', 'suite'],
): Parameters<typeof takeCensus>[0]['config'] => ({
  argv: ['node', 'playwright', 'test', ...line.split(' ').filter(Boolean)],
  configFile: `${root}/playwright.config.ts`,
  rootDir: root,
  shard: null,
  projects,
  filteredProjects: projects.filter(({ name }) => chosen.includes(name)),
});

/** Command lines, which tests they must collect, and which they may collect besides. */
const lines: {
  line: string;
  chosen?: string[];
  must: DeclaredTest[];
  may?: DeclaredTest[];
  idle?: string[];
}[] = [
  { line: '', must: [up, listed, read, ends] },
  { line: '--project *', chosen: ['preflight', 'suite', 'harness'], must: all },
  { line: '--project suite harness', chosen: ['suite', 'harness'], must: all },
  { line: '--project harness lab/tests', chosen: ['harness'], must: [lint] },
  { line: 'tests/unit', must: [up, ends] },
  { line: 'unit/B e2e -x', must: [up, listed, read, ends] },
  { line: 'tests/e2e/a.spec.ts:7 tests/unit', must: [up, ends], may: [listed, read] },
  { line: 'tests/e2e/gone tests/unit', must: [up, ends], idle: ['tests/e2e/gone'] },
  { line: 'tests/preflight', must: [up] },
  { line: '--grep @critical', must: [up, listed, ends] },
  { line: '-g a.thread.is', must: [up, read], may: [listed] },
  { line: '--grep=/IS.LISTED$/', must: [] },
  { line: '--grep ^.suite.tests/unit', must: [up, ends] },
  { line: '--grep-invert @critical', must: [up, read] },
  { line: '--grep is --grep-invert listed|up', must: [up, read] },
  { line: '--last-failed', must: [up, listed, read, ends] },
  { line: '--only-changed main tests/unit', must: [], may: [up, ends] },
  { line: '--ui', must: [], may: [up, listed, read, ends] },
];

/** What was collected, and the one finding that must come of it. */
const differences: {
  title: string;
  collected: DeclaredTest[];
  begun?: DeclaredTest[];
  line?: string;
  told: string;
}[] = [
  {
    title: 'a test that was not collected',
    collected: [up, listed, read],
    told: 'tests/unit/b.spec.ts is not there, and with it 1 declared tests, e.g. "a token ends".',
  },
  {
    title: 'a test that a reporter took out before the run',
    collected: [up, listed, read, ends],
    begun: [up, listed, read],
    told: 'tests/unit/b.spec.ts is not there, and with it 1 declared tests, e.g. "a token ends".',
  },
  {
    title: 'a test of another project than declared',
    collected: [up, listed, read, { ...ends, project: 'preflight' }],
    told: '"a token ends" is declared, but tests/unit/b.spec.ts › "a token ends" was collected.',
  },
  {
    title: 'a test that is not declared',
    collected: [...all.slice(0, 4), declare('suite', 'tests/e2e/z.spec.ts › is new')],
    told: 'tests/e2e/z.spec.ts › "is new" was collected, but is not declared.',
  },
  {
    title: 'a test that is not declared, though it is all that was chosen',
    collected: [up, declare('suite', 'tests/e2e/z.spec.ts › is new')],
    line: 'tests/e2e/z.spec.ts',
    told: 'tests/e2e/z.spec.ts › "is new" was collected, but is not declared.',
  },
  {
    title: 'a test that the filter does not choose',
    collected: [up, ends, read],
    line: 'tests/unit',
    told: 'tests/e2e/a.spec.ts › "a thread › is read" was collected, though the filter does not choose it',
  },
  {
    title: 'a tag that a test has lost, and its filter with it',
    collected: [up, listed, { ...ends, tags: [] }],
    line: '--grep @critical',
    told: '"a token ends" is declared with @critical, but was collected with no tag.',
  },
  {
    title: 'a path that chooses nothing',
    collected: [up, ends],
    line: 'tests/unit tests/gone',
    told: '"tests/gone" chooses no test of tests/census.json',
  },
  {
    title: 'a filter that chooses nothing',
    collected: [],
    line: '--grep dragon',
    told: 'What was typed chooses no test of tests/census.json.',
  },
];

const unreadable: { title: string; text?: string; told: string }[] = [
  { title: 'that is not there', told: 'cannot be read (ENOENT)' },
  { title: 'that is torn', text: '{"version":1,"tests":[', told: 'is not JSON' },
  {
    title: 'of another version',
    text: '{"version":2,"tests":[]}',
    told: 'is no census of version 1 (version: ',
  },
  { title: 'that is empty', text: '{"version":1,"tests":[]}', told: 'is no census of version 1 (tests: ' },
  {
    title: 'that says a thing twice',
    text: censusText([up, up]),
    told: 'declares a test twice (preflight › ',
  },
];

test.describe('the census', () => {
  for (const { line, chosen, must, may = [], idle = [] } of lines)
    test(`reads "${line}" as Playwright does`, () => {
      const selection = selectionOf(all, [], configOf(line, '/project', chosen));

      expect(selection.must).toEqual(must);
      expect(selection.may).toEqual(all.filter((one) => must.includes(one) || may.includes(one)));
      expect(selection.idle).toEqual(idle);
    });

  test('reads the file of --test-list, and tells the lines that choose nothing', ({ projectWith }) => {
    const root = projectWith({
      'list.txt': '# what matters\n[suite] › tests/e2e/a.spec.ts:3:1 › a thread\ntests/unit/gone.spec.ts',
      'not.txt': 'tests/e2e/a.spec.ts > a thread > is read',
    });
    const line = `--test-list ${root}/list.txt --test-list-invert ${root}/not.txt`;

    expect(selectionOf(all, [], configOf(line))).toMatchObject({
      must: [up, listed],
      may: [up, listed],
      idle: ['tests/unit/gone.spec.ts'],
    });
  });

  test('expects the tests of a project that the configuration has lost', () => {
    const config = {
      ...configOf(''),
      projects: projects.slice(0, 1),
      filteredProjects: projects.slice(0, 1),
    };

    expect(selectionOf(all, [], config).must).toEqual(all);
  });

  for (const { title, collected, begun = collected, line = '', told } of differences)
    test(`tells ${title}, and nothing else`, ({ projectWith }) => {
      const root = projectWith({ 'tests/census.json': censusText(all) });
      const config = configOf(line, root);
      const { findings } = takeCensus({ manifest: 'tests/census.json', config, collected, begun });

      expect(findings).toEqual([expect.stringContaining(told)]);
    });

  for (const { title, text, told } of unreadable)
    test(`that has a manifest ${title} says so in a sentence`, ({ projectWith }) => {
      const root = projectWith({
        'playwright.config.ts': '',
        ...(text !== undefined && { 'tests/census.json': text }),
      });
      const taken = (): CensusOfCollected =>
        takeCensus({
          manifest: 'tests/census.json',
          config: configOf('', root),
          collected: [up],
          begun: [up],
        });

      expect(readCensus(`${root}/tests/census.json`)).toEqual({
        problem: expect.stringContaining(told),
      });
      expect(taken().findings).toEqual([
        expect.stringMatching(/^\[CENSUS\] tests\/census\.json .*run npm run fix and commit it\.$/),
      ]);
    });

  test('names ten of many, and how many more there are', ({ projectWith }) => {
    const many = Array.from({ length: 13 }, (_, index) =>
      declare('suite', `tests/${String(index)}.spec.ts › is`),
    );
    const root = projectWith({ 'tests/census.json': censusText(all) });
    const parts = { config: configOf('', root), collected: [...all.slice(0, 4), ...many], begun: [] };
    const { findings, extra } = takeCensus({ manifest: 'tests/census.json', ...parts });

    expect(findings).toHaveLength(11);
    expect(findings.at(-1)).toMatch(/^\[CENSUS\] … and 3 more that are not declared: /);
    expect(extra).toHaveLength(13);
  });

  test('of a run that ended before it collected anything says that alone', ({ projectWith }) => {
    const root = projectWith({ 'tests/census.json': censusText(all) });
    const parts = { config: configOf('', root), collected: undefined, begun: [] };

    expect(takeCensus({ manifest: 'tests/census.json', ...parts }).findings).toEqual([
      '[CENSUS] The run ended before its tests were collected: the error above says why.',
    ]);
  });
});
