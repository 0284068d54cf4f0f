import type { Environment } from '../../../config/environment.ts';
import type { Target } from '../../../config/target.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { TargetError } from '../../errors/target-error.ts';
import { readNamedFile } from '../../flags/read-named-file.ts';
import { clearSettled } from '../ledger/ledger-file.ts';
import { clockSentence } from '../ledger/target-clock.ts';
import { ageOf, testEmail } from '../ledger/test-identity.ts';
import { type JudgedLedger, judgeLedger, planSweep, type SweepPlan } from '../sweep/plan-sweep.ts';
import {
  identitiesPerWorker,
  oldEnough,
  sweepIdentities,
  sweepRun,
  workersWithoutUsers,
} from '../sweep/sweep-identities.ts';
import { sweepLedger, type SweepOptions } from '../sweep/sweep-ledger.ts';
import { type SweepAccess, sweepMeans } from '../sweep/sweep-means.ts';
import type { UsersCommand } from './read-users-command.ts';

export type SweepCommand = Extract<UsersCommand, { kind: 'sweep' }>;

/** What a sweep by hand did, or would do. */
export interface SweepReport {
  /** For people. */
  lines: string[];
  /** How many users were removed, or would be. */
  removed: number;
  remarks: string[];
  /** Why a user may stay at the target, in sentences. */
  problems: string[];
}

/** All that a sweep by hand decides before it changes anything: a dry run and a sweep have the same one. */
interface HandSweep {
  ledger: SweepPlan;
  /** A run that is looked for by its e-mails. */
  search: { run: string; workers: number | undefined } | undefined;
  /** A file of e-mails, and those of them that are removed. */
  leftovers: { path: string; emails: string[] } | undefined;
  /** What the reader needs to know about the decisions. */
  remarks: string[];
}

const hourMs = 3_600_000;
/** A run without files here may go on on another machine, for so long. */
const leastAgeMs = 2 * hourMs;

/** @throws Error where a run goes on, or may go on, and its users are needed */
function refuseLiveRun(
  { run, over }: { run: string; over: boolean },
  { parts: all }: JudgedLedger,
  nowMs: number,
): void {
  const parts = all.filter(({ part }) => part.run === run);
  for (const { part, state } of parts)
    if (state.isLive)
      throw new HarnessError(
        'RUN_IS_LIVE',
        `The users of run ${run} are not removed: ${state.because} (${part.path}).`,
      );
  if (over) return;
  const unsure = parts.find(({ state }) => !state.isAbandoned);
  if (unsure)
    throw new HarnessError(
      'RUN_MAY_BE_LIVE',
      `The users of run ${run} are not removed: ${unsure.state.because} (${unsure.part.path}). If the run is over, add --over.`,
    );
  const ageMs = ageOf(testEmail({ runId: run, workerIndex: 0, n: 1 }), nowMs);
  if (parts.length === 0 && ageMs !== undefined && ageMs < leastAgeMs)
    throw new HarnessError(
      'RUN_MAY_BE_LIVE',
      `Run ${run} is less than 2 hours old by its name, and it has no file here: it may go on on another machine. If the run is over, add --over.`,
    );
}

const linesOf = (path: string): string[] =>
  readNamedFile('emails', path, 'an e-mail in each line')
    .split('\n')
    .map((line) => line.trim());

/** What the reader needs to know about files of other machines, and about a search. */
function* remarksOf(
  { parts, clock }: JudgedLedger,
  { run, emails }: SweepCommand,
  { bypassKey }: SweepOptions,
): Generator<string> {
  const clockText = clock && clockSentence(clock);
  if (clockText !== undefined) yield clockText;
  for (const { part, state } of parts) {
    const { length } = part.users.filter(({ fate }) => fate !== 'absent');
    if (length > 0 && !state.isAbandoned)
      yield `${length} users of run ${part.run ?? 'unknown'} are not touched: ${state.because}.`;
  }
  if ((run ?? emails) !== undefined && !bypassKey)
    yield 'E2E_OAUTH_SIMULATION_KEY is not set: users that the bypass made are not looked for.';
  if (run !== undefined)
    yield 'Registered users are found only with the STAGING_USER_KEY that the run had: their passwords derive from it.';
}

async function decide(
  command: SweepCommand,
  environment: Environment,
  target: Target,
  access: SweepAccess,
): Promise<{ sweep: HandSweep; means: SweepOptions }> {
  const { run, workers, over, emails } = command;
  const needsClock = run !== undefined || emails !== undefined;
  const lines = emails === undefined ? [] : linesOf(emails);
  const ledger = await judgeLedger(target, access.auth, { needsClock });
  if (needsClock && !ledger.clock)
    throw new TargetError(
      'TARGET_UNREACHABLE',
      `The auth service at ${target.authUrl} does not answer GET /health with a Date, and ages are judged by its clock. Is it up, and is its URL right?`,
      { reason: 'no time of the target' },
    );
  const nowMs = ledger.clock?.nowMs() ?? NaN;
  if (run !== undefined) refuseLiveRun({ run, over }, ledger, nowMs);
  const means = await sweepMeans(environment, target, access);
  const { leftovers, refused } = oldEnough(lines, nowMs);
  const plan = planSweep({ ...ledger, problems: [...ledger.problems, ...ledger.others, ...refused] }, means);
  return {
    means,
    sweep: {
      ledger: plan,
      search: run === undefined ? undefined : { run, workers },
      leftovers: emails === undefined ? undefined : { path: emails, emails: leftovers },
      remarks: [...remarksOf(ledger, command, means)],
    },
  };
}

function described({ ledger, search, leftovers, remarks }: HandSweep): SweepReport {
  const emails = [...ledger.users.map(({ user }) => user.email), ...(leftovers?.emails ?? [])];
  return {
    lines: [
      `${emails.length} users would be removed.`,
      ...emails.map((email) => `  ${email}`),
      ...(search
        ? [
            `Run ${search.run} would be looked for: ${identitiesPerWorker} identities of each worker, ${search.workers === undefined ? `until ${workersWithoutUsers} workers in a row have no user` : `${search.workers} workers`}.`,
          ]
        : []),
      ...remarks,
    ],
    removed: emails.length,
    remarks,
    problems: ledger.problems,
  };
}

const removedText = (emails: readonly string[]): string =>
  [`${emails.length} users were removed.`, ...emails.map((email) => `  ${email}`)].join('\n');

async function carryOut(
  { ledger, search, leftovers, remarks }: HandSweep,
  means: SweepOptions,
): Promise<SweepReport> {
  // The ledger knows users that a search by numbers may not reach.
  const swept = await sweepLedger(ledger, means);
  clearSettled(ledger.parts);
  const ofRun = search && (await sweepRun(search.run, { ...means, workers: search.workers }));
  const found = leftovers && (await sweepIdentities(leftovers.emails, means));
  return {
    lines: [
      `${swept.removed} abandoned users of the ledger were removed; ${swept.absent} were gone already.`,
      ...(search && ofRun ? [`Run ${search.run}: ${removedText(ofRun.removed)}`] : []),
      ...(leftovers && found ? [`${leftovers.path}: ${removedText(found.removed)}`] : []),
      ...remarks,
    ],
    removed: swept.removed + (ofRun?.removed.length ?? 0) + (found?.removed.length ?? 0),
    remarks,
    problems: [...swept.problems, ...(ofRun?.problems ?? []), ...(found?.problems ?? [])],
  };
}

/**
 * Removes abandoned users: those of the ledger, and beyond it those of a run that is named, or of e-mails that are old enough.
 * A dry run decides the same, asks the target the same questions, and removes none.
 * @throws Error with one sentence when nothing can be removed
 */
export async function sweepUsers(
  command: SweepCommand,
  environment: Environment,
  target: Target,
  access: SweepAccess,
): Promise<SweepReport> {
  const { sweep, means } = await decide(command, environment, target, access);
  return command.dryRun ? described(sweep) : carryOut(sweep, means);
}
