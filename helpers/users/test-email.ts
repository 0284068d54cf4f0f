/** What the e-mail of a test identity says (contract §2.2, C5). */
export interface TestEmailParts {
  runId: string;
  workerIndex: number;
  /** Counts a worker's identities, from 1. */
  n: number;
}

/** `test-<yymmddhhmm>-<run>-<worker>-<n>@staging.netrasystems.ai`: a lost run's identities can be enumerated. */
export function testEmail({ runId, workerIndex, n }: TestEmailParts): string {
  return `test-${runId}-${String(workerIndex)}-${String(n)}@staging.netrasystems.ai`;
}
