import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';

/** A test that failed, with all that its failure says. */
export interface Failure {
  /** From the project's root. */
  file: string;
  title: string;
  /** The title and every error. */
  text: string;
}

function* failuresIn(suite: JSONReportSuite): Generator<Failure> {
  for (const { title, file, ok, tests } of suite.specs) {
    if (ok) continue;
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
    yield { file, title, text: [title, ...errors.map(({ message }) => message)].join('\n') };
  }
  for (const inner of suite.suites ?? []) yield* failuresIn(inner);
}

/** The tests of a run that failed. */
export function failuresOf({ suites }: JSONReport): Failure[] {
  return suites.flatMap((suite) => [...failuresIn(suite)]);
}
