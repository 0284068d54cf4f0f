import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessOwner } from '../../../config/process-owner.ts';
import { MachineError } from '../../errors/machine-error.ts';
import { TargetError } from '../../errors/target-error.ts';
import { appendSweep } from '../ledger/ledger-file.ts';
import {
  keyOfUser,
  type LedgerPart,
  type LedgerUser,
  noteLine,
  type UserLine,
} from '../ledger/ledger-line.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { NotShownError, type Removal, type RemovalMeans, removeUser } from '../remove-user.ts';
import type { SweepPlan } from './plan-sweep.ts';

/** The result of a sweep. */
export interface SweepResult {
  /** How many users were there, were removed, and are shown to be gone. */
  removed: number;
  /** How many users are shown to have been gone before. */
  absent: number;
  /** Why a user may still be there, in sentences: those of the plan, and those of the removals. */
  problems: string[];
}

export interface SweepOptions extends RemovalMeans {
  by: ProcessOwner;
  /** How long the target may take to make a user whose request nothing waits for any more, in milliseconds. */
  settleMs: number;
}

/** So many users are removed at once. */
const atOnce = 8;

/** Does one thing with each of many, several at once; the first failure ends it. */
export async function sweepAll<T>(all: Iterable<T>, sweep: (one: T) => Promise<void>): Promise<void> {
  const queue = all[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await sweep(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Removes a user; while a request that makes it may be under way, it is looked for once more when that must be over. */
async function removeForGood(user: LedgerUser, options: SweepOptions): Promise<Removal> {
  const outcome = await removeUser(user, options);
  const age = Date.now() - Date.parse(user.plannedAt);
  if (user.unanswered === 0 || age >= options.settleMs) return outcome;
  await pause(Math.min(options.settleMs, options.settleMs - age));
  const later = await removeUser(outcome === 'removed' ? { ...user, fate: 'removed' } : user, options);
  return outcome === 'removed' ? outcome : later;
}

/**
 * Whether another sweep has removed the user meanwhile: it has finished the file, or its lines in the file show it.
 * @param user - with the deletions that this sweep knows of
 */
function isSweptElsewhere({ path, run }: LedgerPart, user: LedgerUser): boolean {
  const part = readLedger(dirname(path), run).find((one) => one.path === path);
  const known = part?.users.find((one) => keyOfUser(one) === keyOfUser(user));
  if (!known) return true;
  return known.fate !== user.fate || known.openDeletions > user.openDeletions;
}

/**
 * Carries out a plan: removes its users, and notes in their files what became of them. Where the target does not answer it
 * gives up, and counts the users that it has not asked for.
 */
export async function sweepLedger(plan: SweepPlan, options: SweepOptions): Promise<SweepResult> {
  const result: SweepResult = { removed: 0, absent: 0, problems: [...plan.problems] };
  let notAsked = 0;
  let isAnswering = true;
  await sweepAll(plan.users, async ({ part, user }) => {
    if (!isAnswering) {
      notAsked += 1;
      return;
    }
    const { way, email } = user;
    const line = (kind: Exclude<UserLine['kind'], 'made'>): UserLine => ({
      kind,
      at: new Date().toISOString(),
      way,
      email,
    });
    const note = (...lines: UserLine[]): void => {
      if (lines.length === 0) return;
      appendSweep(part, options.by, lines);
      const known = new Map(part.users.map((one) => [keyOfUser(one), one]));
      for (const noted of lines) noteLine(known, noted);
      part.users = [...known.values()];
    };
    let openDeletions = user.openDeletions;
    const onDeletion = (): void => {
      openDeletions += 1;
      note(line('deleting'));
    };
    const onStillThere = (): void => {
      note(line('there'));
    };
    try {
      const outcome = await removeForGood(user, { ...options, onDeletion, onStillThere });
      result[outcome] += 1;
      note(...(outcome === 'removed' ? [line('removed')] : []), line('absent'));
    } catch (error) {
      const isUnanswered = error instanceof TargetError || error instanceof MachineError;
      isAnswering &&= !isUnanswered;
      if (error instanceof NotShownError && isSweptElsewhere(part, { ...user, openDeletions })) {
        result.absent += 1;
        note(line('absent'));
        return;
      }
      // All deletions were answered; without an answer they stay open.
      if (!isUnanswered)
        note(...Array.from({ length: openDeletions - user.openDeletions }, () => line('kept')));
      result.problems.push(`${email}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  if (notAsked > 0)
    result.problems.push(`The target does not answer, so ${notAsked} further users were not asked for.`);
  return result;
}
