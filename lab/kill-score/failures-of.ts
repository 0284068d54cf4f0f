import type { JSONReport, JSONReportSuite, JSONReportTest } from '@playwright/test/reporter';

/** A test that failed, with all that its failure says. */
export interface Failure {
  /** From the project's root. */
  file: string;
  title: string;
  /** The title and every error. */
  text: string;
}

/** What came of a project of a run. */
export interface ProjectResult {
  failures: Failure[];
  /** How many tests ran. */
  ran: number;
  /** What its tests took together. */
  seconds: number;
}

interface Seen extends Pick<Failure, 'file' | 'title'> {
  test: JSONReportTest;
}

function* testsIn(suite: JSONReportSuite): Generator<Seen> {
  for (const { title, file, tests } of suite.specs) for (const test of tests) yield { file, title, test };
  for (const inner of suite.suites ?? []) yield* testsIn(inner);
}

/** What came of each project of a run, by its name. */
export function resultsByProject({ suites }: JSONReport): Map<string, ProjectResult> {
  const results = new Map<string, ProjectResult>();
  for (const { file, title, test } of suites.flatMap((suite) => [...testsIn(suite)])) {
    const result = results.get(test.projectName) ?? { failures: [], ran: 0, seconds: 0 };
    results.set(test.projectName, result);
    result.ran += 1;
    result.seconds += test.results.reduce((sum, { duration }) => sum + duration / 1000, 0);
    if (test.status !== 'unexpected') continue;
    const errors = test.results.flatMap(({ errors: all }) => all.map(({ message }) => message));
    result.failures.push({ file, title, text: [title, ...errors].join('\n') });
  }
  return results;
}

/** The tests of a run that failed. */
export function failuresOf(report: JSONReport): Failure[] {
  return [...resultsByProject(report).values()].flatMap(({ failures }) => failures);
}
