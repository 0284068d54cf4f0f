import { readFileSync } from 'node:fs';
import type { Environment } from '../../../config/environment.ts';
import type { Target } from '../../../config/target.ts';
import { clearSettled } from '../ledger/clear-settled.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { stateOfPart } from '../ledger/state-of-part.ts';
import { thisProcess } from '../ledger/this-process.ts';
import { abandonedParts } from '../sweep/abandoned-parts.ts';
import { oldEnough } from '../sweep/old-enough.ts';
import { sweepIdentities } from '../sweep/sweep-identities.ts';
import { sweepLedger } from '../sweep/sweep-ledger.ts';
import { sweepMeans } from '../sweep/sweep-means.ts';
import { sweepRun, workersWithoutAnybody } from '../sweep/sweep-run.ts';
import type { UsersCommand } from './read-users-command.ts';

export type SweepCommand = Extract<UsersCommand, { kind: 'sweep' }>;

/** What a sweep by hand came to. */
export interface SweepReport {
  /** What it did, or would do. */
  told: string[];
  /** Why somebody may still be there. */
  problems: string[];
}

/** @throws Error when somebody still answers for the users of a run */
function refuseLiveRun(run: string, { ledgerDirectory }: Target): void {
  const here = thisProcess();
  for (const part of readLedger(ledgerDirectory, run)) {
    const { isAbandoned, because } = stateOfPart(part, here, Date.now());
    if (!isAbandoned)
      throw new Error(`[RUN_IS_LIVE] The users of run ${run} are not removed: ${because} (${part.path}).`);
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
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
  { dryRun, run, workers, emails }: SweepCommand,
  environment: Environment,
  target: Target,
): Promise<SweepReport> {
  if (run !== undefined) refuseLiveRun(run, target);
  const parts = abandonedParts(target);
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
      problems: [...parts.flatMap(({ problems }) => problems), ...refused],
    };
  }
  if (!target.capabilities.has('user-deletion'))
    throw new Error(
      '[CAPABILITY_MISSING] The target lacks user-deletion: nobody can be removed by this harness. npm run users -- list --format sql is for its operators.',
    );

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
    problems: [...swept.problems, ...(ofRun?.problems ?? []), ...found.problems, ...refused],
  };
}
