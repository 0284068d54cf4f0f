import { setTimeout as pause } from 'node:timers/promises';
import { MachineError } from '../../errors/machine-error.ts';
import type { ProcessOwner } from '../../../config/process-owner.ts';
import { TargetError } from '../../errors/target-error.ts';
import { appendSweep } from '../ledger/append-sweep.ts';
import {
  keyOfUser,
  type LedgerLine,
  type LedgerPart,
  type LedgerUser,
  noteLine,
} from '../ledger/ledger-line.ts';
import { type RemovalMeans, removeUser } from '../remove-user.ts';
import { foreignUser } from './foreign-user.ts';
import { obstacleOfPart } from './obstacle-of-part.ts';
import { sweepAll } from './sweep-all.ts';

/** What came of a sweep. */
export interface SweepResult {
  /** How many users were there, and were removed with proof. */
  removed: number;
  /** How many were not there, or no more. */
  absent: number;
  /** Why a user may still be there, in sentences. */
  problems: string[];
}

export interface SweepOptions extends RemovalMeans {
  by: ProcessOwner;
  /** How long the target may take to make a user whose request nobody waits for any more, in milliseconds. */
  settleMs: number;
}

/** Removes a user; while a request that makes it may be under way, it is looked for once more when that must be over. */
async function removeForGood(user: LedgerUser, options: SweepOptions): Promise<'removed' | 'absent'> {
  const outcome = await removeUser(user, options);
  const age = Date.now() - Date.parse(user.plannedAt);
  if (user.unanswered === 0 || age >= options.settleMs) return outcome;
  await pause(Math.min(options.settleMs, options.settleMs - age));
  const later = await removeUser(user, options);
  return outcome === 'removed' ? outcome : later;
}

/**
 * Removes the users of files that nobody answers for any more, and notes it there. Where the target does not answer it gives
 * up, and tells how many it has not asked for.
 * @param parts - abandoned ones only; what becomes of their users is noted in them
 */
export async function sweepLedger(parts: readonly LedgerPart[], options: SweepOptions): Promise<SweepResult> {
  const result: SweepResult = { removed: 0, absent: 0, problems: parts.flatMap(({ problems }) => problems) };
  const users: { part: LedgerPart; user: LedgerUser }[] = [];
  for (const part of parts) {
    const open = part.users.filter(({ fate }) => fate !== 'absent');
    const hindered =
      open.length > 0 || part.problems.length > 0 ? obstacleOfPart(part, open, options.userKey) : undefined;
    if (hindered === undefined) users.push(...open.map((user) => ({ part, user })));
    else result.problems.push(hindered);
  }

  let notAsked = 0;
  let isAnswering = true;
  await sweepAll(users, async ({ part, user }) => {
    if (!isAnswering) {
      notAsked += 1;
      return;
    }
    const { way, email } = user;
    const foreign = foreignUser(part, user);
    if (foreign !== undefined) {
      result.problems.push(foreign);
      return;
    }
    try {
      const outcome = await removeForGood(user, options);
      result[outcome] += 1;
      const line = { at: new Date().toISOString(), way, email };
      const lines = [
        ...(outcome === 'removed' ? [{ kind: 'removed' as const, ...line }] : []),
        { kind: 'absent' as const, ...line },
      ] satisfies LedgerLine[];
      appendSweep(part, options.by, lines);
      const known = new Map(part.users.map((one) => [keyOfUser(one), one]));
      for (const noted of lines) noteLine(known, noted);
      part.users = [...known.values()];
    } catch (error) {
      isAnswering &&= !(error instanceof TargetError || error instanceof MachineError);
      result.problems.push(`${email}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  if (notAsked > 0)
    result.problems.push(`${String(notAsked)} users were not asked for, as the target does not answer.`);
  return result;
}
