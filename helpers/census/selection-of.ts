import { commandLine } from '../record/command-line.ts';
import type { CensusConfig } from './census-config.ts';
import type { CollectedTest } from './collected-test.ts';
import type { DeclaredTest } from './census-manifest.ts';
import { keyOf } from './key-of.ts';
import { listFilters } from './list-filters.ts';
import { pathFilter } from './path-filter.ts';
import type { TestFilter } from './test-filter.ts';
import { titleFilter } from './title-filter.ts';

type Verdict = ReturnType<TestFilter['chooses']>;

/** Which of the declared tests a run is to collect. */
export interface Selection {
  /** Those that must be there. */
  must: DeclaredTest[];
  /** Those that may be there: more than `must` where the manifest cannot tell what was chosen. */
  may: DeclaredTest[];
  /** Paths, and lines of a `--test-list`, that choose no test at all. */
  idle: string[];
  /** What cannot be held against the manifest, in a few words each. */
  notHeld: string[];
}

const opposite = { yes: 'no', no: 'yes', perhaps: 'perhaps' } as const;

function anyOf(filters: readonly TestFilter[], test: DeclaredTest): Verdict {
  const verdicts = filters.map((filter) => filter.chooses(test));
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('perhaps') ? 'perhaps' : 'no';
}

/** Those whose project was chosen. Of a project that the configuration has lost, all are expected. */
function ofProjects(tests: readonly DeclaredTest[], config: CensusConfig): DeclaredTest[] {
  const chosen = config.filteredProjects.map(({ name }) => name);
  const left = new Set(config.projects.map(({ name }) => name).filter((name) => !chosen.includes(name)));
  const isByName = commandLine(config.argv).flags.some(({ name }) => name === 'project');
  return tests.filter(({ project }) => (isByName ? chosen.includes(project) : !left.has(project)));
}

/** Whole projects that come with these tests, as theirs depend on them. */
function dependenciesOf(tests: readonly CollectedTest[], { projects }: CensusConfig): Set<string> {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    const { dependencies = [], teardown } = projects.find((project) => project.name === name) ?? {};
    for (const needs of [...dependencies, ...(teardown === undefined ? [] : [teardown])]) {
      if (needed.has(needs)) continue;
      needed.add(needs);
      visit(needs);
    }
  };
  for (const name of new Set(tests.map(({ project }) => project))) visit(name);
  return needed;
}

/** What a run's command line chooses of the declared tests. */
export function selectionOf(
  tests: readonly DeclaredTest[],
  collected: readonly CollectedTest[],
  config: CensusConfig,
): Selection {
  const { command, paths, flags } = commandLine(config.argv);
  const has = (...names: string[]): boolean => flags.some(({ name }) => names.includes(name));
  // Of a flag that comes twice, Playwright takes the last.
  const valueOf = (name: string): string | undefined =>
    flags.findLast((flag) => flag.name === name && flag.value !== undefined)?.value;
  const byTitle = (flag: string): TestFilter[] => {
    const text = valueOf(flag);
    return text === undefined ? [] : [titleFilter(text)];
  };
  const byList = (flag: string): TestFilter[] => {
    const path = valueOf(flag);
    return path === undefined ? [] : listFilters(path);
  };

  const pathFilters = paths.map((path) => pathFilter(path, config.rootDir));
  const lineFilters = byList('test-list');
  const [titles, refusedTitles] = [byTitle('grep'), byTitle('grep-invert')];
  const isByHand = command !== 'test' || has('ui', 'ui-host', 'ui-port');
  const refused = [...byList('test-list-invert'), ...refusedTitles];
  const wanted = [pathFilters, lineFilters, titles];
  const verdictOn = (test: DeclaredTest): Verdict => {
    const verdicts: Verdict[] = [
      ...wanted.map((filters) => (filters.length === 0 ? 'yes' : anyOf(filters, test))),
      opposite[anyOf(refused, test)],
      isByHand || has('only-changed') ? 'perhaps' : 'yes',
    ];
    if (verdicts.includes('no')) return 'no';
    return verdicts.includes('perhaps') ? 'perhaps' : 'yes';
  };

  const ofChosenProjects = ofProjects(tests, config);
  const depends = ofChosenProjects.filter((test) =>
    [...titles, ...refusedTitles].some((filter) => filter.chooses(test) === 'perhaps'),
  ).length;
  // They were chosen, whatever the manifest knows.
  const declared = new Set(tests.map(keyOf));
  const undeclared = collected.filter((test) => !declared.has(keyOf(test)));
  const judged = ofChosenProjects.map((test) => ({ test, verdict: verdictOn(test) }));
  const withDependencies = (...verdicts: Verdict[]): DeclaredTest[] => {
    const chosen = new Set(judged.flatMap(({ test, verdict }) => (verdicts.includes(verdict) ? [test] : [])));
    const needed = dependenciesOf([...chosen, ...undeclared], config);
    return tests.filter((test) => needed.has(test.project) || chosen.has(test));
  };

  return {
    must: withDependencies('yes'),
    may: withDependencies('yes', 'perhaps'),
    idle: [...pathFilters, ...lineFilters]
      .filter((filter) => [...ofChosenProjects, ...collected].every((test) => filter.chooses(test) === 'no'))
      .map(({ text }) => text),
    notHeld: [
      ...pathFilters.flatMap(({ notHeld }) => notHeld ?? []),
      ...(depends > 0
        ? [`--grep: ${String(depends)} tests, as the manifest does not know where their tags stand`]
        : []),
      ...(has('only-changed') ? ['--only-changed: the manifest does not know what was changed'] : []),
      ...(has('last-failed') ? ['--last-failed: the manifest does not know what failed'] : []),
      ...(isByHand ? ['what was chosen by hand'] : []),
      ...(config.shard ? ['--shard: whether the other shards ran'] : []),
    ],
  };
}
