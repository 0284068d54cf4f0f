import { readFileSync } from 'node:fs';
import type { Environment } from '../../../config/environment.ts';
import type { Target } from '../../../config/target.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import { clearSettled } from '../ledger/clear-settled.ts';
import { stateOfPart } from '../ledger/owner.ts';
import { partsOfTarget } from '../ledger/parts-of-target.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { abandonedParts } from '../sweep/abandoned-parts.ts';
import { oldEnough } from '../sweep/old-enough.ts';
import { requireUserDeletion } from '../sweep/require-user-deletion.ts';
import { sweepIdentities } from '../sweep/sweep-identities.ts';
import { sweepLedger } from '../sweep/sweep-ledger.ts';
import { sweepMeans } from '../sweep/sweep-means.ts';
import { sweepRun, workersWithoutAnybody } from '../sweep/sweep-run.ts';
import { ageOf, testEmail } from '../test-identity.ts';
import type { UsersCommand } from './read-users-command.ts';

export type SweepCommand = Extract<UsersCommand, { kind: 'sweep' }>;

/** What a sweep by hand came to. */
export interface SweepReport {
  /** What it did, or would do. */
  told: string[];
  /** Why somebody may still be there. */
  problems: string[];
}

const hourMs = 3_600_000;
/** Whose files are not here may run on another machine, for so long. */
const leastAgeMs = 2 * hourMs;

/** @throws Error when somebody still answers for the users of a run, or may do so elsewhere */
function refuseLiveRun({ run, over }: { run: string; over: boolean }, { ledgerDirectory }: Target): void {
  const here = thisProcess();
  const parts = readLedger(ledgerDirectory, run);
  const ageMs = ageOf(testEmail({ runId: run, workerIndex: 0, n: 1 }), Date.now());
  if (parts.length === 0 && !over && ageMs !== undefined && ageMs < leastAgeMs)
    throw new Error(
      `[RUN_MAY_BE_LIVE] Run ${run} is less than 2 hours old by its name, and no file of it is here: it may go on elsewhere. Where it is over, add --over.`,
    );
  for (const part of parts) {
    const { isAbandoned, because } = stateOfPart(part, here, Date.now());
    if (!isAbandoned)
      throw new Error(`[RUN_IS_LIVE] The users of run ${run} are not removed: ${because} (${part.path}).`);
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch (error) {
    throw new Error(
      `[FILE_UNREADABLE] --emails ${path}: ${String((error as NodeJS.ErrnoException).code)}. Expected a file with an e-mail in each line.`,
      { cause: error },
    );
  }
}

const removedText = (emails: readonly string[]): string =>
  [`${String(emails.length)} users were removed.`, ...emails.map((email) => `  ${email}`)].join('\n');

/**
 * Removes abandoned users: those of the ledger, and beyond it those of a run that is named, or of e-mails that are old enough.
 * @throws Error with one sentence when nothing can be removed
 */
export async function sweepUsers(
  { dryRun, run, workers, over, emails }: SweepCommand,
  environment: Environment,
  target: Target,
): Promise<SweepReport> {
  if (run !== undefined) refuseLiveRun({ run, over }, target);
  const parts = abandonedParts(target);
  const { others } = partsOfTarget(target);
  const { leftovers, refused } =
    emails === undefined ? { leftovers: [], refused: [] } : oldEnough(linesOf(emails), Date.now());
  if (dryRun) {
    const open = parts.flatMap(({ users }) => users).filter(({ fate }) => fate !== 'absent');
    return {
      told: [
        `${String(open.length + leftovers.length)} users would be removed.`,
        ...[...open.map(({ email }) => email), ...leftovers].map((email) => `  ${email}`),
        ...(run === undefined
          ? []
          : [
              `Run ${run} would be looked for: 200 identities of each worker, ${workers === undefined ? `until ${String(workersWithoutAnybody)} workers in a row have nobody` : `${String(workers)} workers`}.`,
            ]),
      ],
      problems: [...parts.flatMap(({ problems }) => problems), ...others, ...refused],
    };
  }
  requireUserDeletion(target);

  const means = await sweepMeans(environment, target);
  // The ledger knows of users whom a search by numbers may not reach.
  const swept = await sweepLedger(parts, means);
  clearSettled(parts);
  const ofRun = run === undefined ? undefined : await sweepRun(run, { ...means, workers });
  const found = await sweepIdentities(leftovers, means);
  return {
    told: [
      `${String(swept.removed)} abandoned users of the ledger were removed; ${String(swept.absent)} were gone already.`,
      ...(ofRun ? [`Run ${run ?? ''}: ${removedText(ofRun.removed)}`] : []),
      ...(emails === undefined ? [] : [`${emails}: ${removedText(found.removed)}`]),
      ...((ofRun ?? emails !== undefined) && !means.bypassKey
        ? ['E2E_OAUTH_SIMULATION_KEY is not set: nobody was looked for whom the bypass made.']
        : []),
      ...(ofRun
        ? [
            'Registered users are found only with the STAGING_USER_KEY that the run had: their passwords derive from it.',
          ]
        : []),
    ],
    problems: [...swept.problems, ...(ofRun?.problems ?? []), ...found.problems, ...others, ...refused],
  };
}
