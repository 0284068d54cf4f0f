import { coded } from '../../../config/coded-error.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import type { Secret } from '../../../config/secret.ts';
import type { Target } from '../../../config/target.ts';
import { MachineError } from '../../errors/machine-error.ts';
import { TargetError } from '../../errors/target-error.ts';
import type { HttpClient } from '../../http/http-client.ts';
import type { LedgerPart, LedgerUser } from '../ledger/ledger-line.ts';
import { isJudgedByLease, stateOfPart, type StateOfPart } from '../ledger/owner.ts';
import { partsOfTarget } from '../ledger/read-ledger.ts';
import { readTargetClock, type TargetClock } from '../ledger/target-clock.ts';
import { isOwnId, userKeyCheck } from '../ledger/test-identity.ts';

/** The ledger of a target, and which of its files a sweep may finish. */
export interface JudgedLedger {
  parts: { part: LedgerPart; state: StateOfPart }[];
  /** Why users may be missing here, in sentences. */
  problems: string[];
  /** How many users of other targets are in the directory, in sentences. */
  others: string[];
  /** Undefined where the target was not asked, or showed no time. */
  clock: TargetClock | undefined;
}

/** Asks the target for its time, which changes nothing there. Undefined where it does not answer, or not with a time. */
async function askClock(auth: HttpClient, { health }: Target): Promise<TargetClock | undefined> {
  try {
    return readTargetClock(await auth.send({ method: 'GET', path: health.paths[0] }));
  } catch (error) {
    if (error instanceof TargetError || error instanceof MachineError) return undefined;
    throw error;
  }
}

/**
 * Reads the ledger of a target, and judges each file: by its process where that is of this machine, else by its lease, for
 * which the target is asked for its time.
 * @param options - `isMeant`: chooses files by their run; `needsClock`: whether the caller judges ages, too
 */
export async function judgeLedger(
  target: Target,
  auth: HttpClient,
  {
    isMeant = () => true,
    needsClock = false,
  }: { isMeant?: (run: string | undefined) => boolean; needsClock?: boolean } = {},
): Promise<JudgedLedger> {
  const { parts: all, others } = partsOfTarget(target);
  const parts = all.filter(({ run }) => isMeant(run));
  // This process is looked up only where it is compared with another one.
  const here = parts.length === 0 ? undefined : thisProcess();
  const isAsked = needsClock || (here && parts.some((part) => isJudgedByLease(part, here)));
  const clock = isAsked ? await askClock(auth, target) : undefined;
  return {
    parts: here ? parts.map((part) => ({ part, state: stateOfPart(part, here, clock) })) : [],
    problems: parts.flatMap(({ problems }) => problems),
    others,
    clock,
  };
}

/** What a sweep of the ledger does. A dry run prints it, a sweep carries it out. */
export interface SweepPlan {
  /** The files of processes that have ended. */
  parts: LedgerPart[];
  /** The users to ask the target for; what becomes of them is noted in their file. */
  users: { part: LedgerPart; user: LedgerUser }[];
  /** Why a user may stay at the target, in sentences. */
  problems: string[];
}

/** Why a user of a file is not one that its run can have made (contract §2.2); undefined where it can. */
function foreignSentence(
  { path, run = '' }: Pick<LedgerPart, 'path' | 'run'>,
  user: LedgerUser,
): string | undefined {
  const { email, id } = user;
  const [from, to] = [`test-${run}-`, '@staging.netrasystems.ai'];
  const text = email.toLowerCase();
  const isOfRun = text.startsWith(from) && text.endsWith(to);
  return isOfRun && isOwnId(user)
    ? undefined
    : `${path}: ${JSON.stringify(email)}${isOfRun ? `, of id ${JSON.stringify(id)},` : ''} was not made by run ${run}, whose identities are ${from}…${to}. It is not removed.`;
}

/** Why users of a file cannot be removed; undefined where they can. */
function obstacleSentence(
  { path, run = '', owner }: LedgerPart,
  users: readonly LedgerUser[],
  userKey: Secret,
): string | undefined {
  const needsPassword = users.some(({ way }) => way === 'provisioned');
  return needsPassword && owner?.userKeyCheck !== userKeyCheck(userKey)
    ? coded(
        'USER_KEY_DIFFERS',
        `${path}: its users registered with passwords of another STAGING_USER_KEY. Set the one that run ${run} had.`,
      )
    : undefined;
}

/**
 * Decides which users of a ledger a sweep asks the target for.
 * @param isMeant - whether a user is meant: those that may be there, unless it chooses others
 */
export function planSweep(
  { parts: judged, problems }: JudgedLedger,
  { bypassKey, userKey }: { bypassKey: Secret | undefined; userKey: Secret },
  isMeant: (user: LedgerUser) => boolean = ({ fate }) => fate !== 'absent',
): SweepPlan {
  const parts = judged.flatMap(({ part, state }) => (state.isAbandoned ? [part] : []));
  const plan: SweepPlan = { parts, users: [], problems: [...problems] };
  for (const part of parts) {
    const meant = part.users.filter(isMeant);
    const hindered = obstacleSentence(part, meant, userKey);
    if (hindered !== undefined) {
      plan.problems.push(hindered);
      continue;
    }
    for (const user of meant) {
      const problem =
        foreignSentence(part, user) ??
        (user.way === 'bypass' && !bypassKey
          ? coded(
              'KEY_MISSING',
              `${user.email} was made by the bypass: set E2E_OAUTH_SIMULATION_KEY to remove it.`,
            )
          : undefined);
      if (problem === undefined) plan.users.push({ part, user });
      else plan.problems.push(problem);
    }
  }
  return plan;
}
