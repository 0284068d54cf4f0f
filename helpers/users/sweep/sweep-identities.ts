import { ageOf, bypassUserId, testEmail } from '../ledger/test-identity.ts';
import { type RemovalMeans, removeUser } from '../remove-user.ts';
import { sweepAll } from './sweep-ledger.ts';

/** The result of a search for users by their e-mails alone. */
export interface FoundIdentities {
  /** E-mails of those that were there, and are shown to be gone. */
  removed: string[];
  /** Why a user may still be there, in sentences. */
  problems: string[];
}

/** Removes the users of these e-mails: those that the bypass made, where the key for it is set, and those that registered. */
export async function sweepIdentities(
  emails: Iterable<string>,
  means: RemovalMeans,
): Promise<FoundIdentities> {
  const found: FoundIdentities = { removed: [], problems: [] };
  await sweepAll(emails, async (email) => {
    const user = { email, fate: 'planned', openDeletions: 0 } as const;
    try {
      const outcomes = [
        ...(means.bypassKey
          ? [await removeUser({ ...user, way: 'bypass', id: bypassUserId(email) }, means)]
          : []),
        await removeUser({ ...user, way: 'provisioned', id: undefined }, means),
      ];
      if (outcomes.includes('removed')) found.removed.push(email);
    } catch (error) {
      found.problems.push(`${email}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return found;
}

/** A worker has at most so many identities in one pass of the suite (contract §2.2). */
export const identitiesPerWorker = 200;

/** Workers are numbered in the order of their start, and most leave no user: so many without one end the search. */
export const workersWithoutUsers = 8;

/**
 * Removes the users of a run whose ledger is lost, worker by worker.
 * @param options - `workers`: look for so many, whatever is found; without it, until eight in a row have no user
 */
export async function sweepRun(
  runId: string,
  options: RemovalMeans & { workers: number | undefined },
): Promise<FoundIdentities> {
  const all: FoundIdentities = { removed: [], problems: [] };
  let without = 0;
  for (
    let workerIndex = 0;
    options.workers === undefined ? without < workersWithoutUsers : workerIndex < options.workers;
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

const hourMs = 3_600_000;
/** No run lasts so long. */
const leastAgeMs = 24 * hourMs;

/**
 * Chooses the e-mails of leftovers, which no run needs any more by their own date, and says why it leaves the others.
 * @param lines - of a file: an e-mail in each, or nothing
 * @param nowMs - by the target's clock, in milliseconds since the epoch
 */
export function oldEnough(
  lines: readonly string[],
  nowMs: number,
): { leftovers: string[]; refused: string[] } {
  const leftovers: string[] = [];
  const refused: string[] = [];
  for (const [index, email] of lines.entries()) {
    if (email === '') continue;
    const ageMs = ageOf(email, nowMs);
    if (ageMs === undefined)
      refused.push(`Line ${index + 1} is not the e-mail of a test identity of this harness.`);
    else if (ageMs >= leastAgeMs) leftovers.push(email);
    else
      refused.push(
        ageMs < 0
          ? `${email} has a date in the future by the target's clock. It is not removed.`
          : `${email} is ${Math.floor(ageMs / hourMs)} hours old by its date, and a run may need it. It is removed when it is 24 hours old.`,
      );
  }
  return { leftovers, refused };
}
