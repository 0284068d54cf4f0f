import type { RemovalMeans } from '../remove-user.ts';
import { testEmail } from '../test-identity.ts';
import { type FoundIdentities, sweepIdentities } from './sweep-identities.ts';

/** A worker has at most so many identities in one pass of the suite (contract §2.2). */
const identitiesPerWorker = 200;

/** Workers are numbered in the order of their start, and most leave nobody: so many without anybody end the search. */
export const workersWithoutAnybody = 8;

/**
 * Removes the users of a run whose ledger is lost, worker by worker.
 * @param options - `workers`: look for so many, whoever is found; without it, until eight in a row have nobody
 */
export async function sweepRun(
  runId: string,
  options: RemovalMeans & { workers: number | undefined },
): Promise<FoundIdentities> {
  const all: FoundIdentities = { removed: [], problems: [] };
  let without = 0;
  for (
    let workerIndex = 0;
    options.workers === undefined ? without < workersWithoutAnybody : workerIndex < options.workers;
    workerIndex += 1
  ) {
    const emails = Array.from({ length: identitiesPerWorker }, (_, index) =>
      testEmail({ runId, workerIndex, n: index + 1 }),
    );
    const { removed, problems } = await sweepIdentities(emails, options);
    without = removed.length > 0 ? 0 : without + 1;
    all.removed.push(...removed);
    all.problems.push(...problems);
  }
  return all;
}
