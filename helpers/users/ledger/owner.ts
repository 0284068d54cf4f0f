import { type ProcessOwner, stateOfOwner } from '../../../config/process-owner.ts';
import { lease, type LedgerPart } from './ledger-line.ts';
import type { TargetClock } from './target-clock.ts';

/** Whether the process that wrote a file still removes its users. Where neither is shown, both are false. */
export interface StateOfPart {
  /** It is shown that the process has ended: a sweep may remove its users. */
  isAbandoned: boolean;
  /** It is shown that the process goes on. */
  isLive: boolean;
  /** The reason, as a clause. */
  because: string;
}

/** Whether only a lease can show that a file is abandoned, so that the target's clock is needed. */
export function isJudgedByLease(
  { owner }: Pick<LedgerPart, 'owner'>,
  here: Pick<ProcessOwner, 'host' | 'space'>,
): boolean {
  return owner !== undefined && stateOfOwner(owner.owner, here) === 'elsewhere';
}

/** A lease by a clock that was never compared with the target's counts for so much longer. */
const ownClockGraceMs = 24 * 3_600_000;
const date = (ms: number): string => new Date(ms).toISOString();

function stateOfLease(
  { untilMs, isByTarget }: LedgerPart['lease'],
  who: string,
  clock: Pick<TargetClock, 'nowMs'> | undefined,
): StateOfPart {
  const unknown = { isAbandoned: false, isLive: false };
  const [name, until] = [`the lease of ${who}`, date(untilMs)];
  if (!clock) return { ...unknown, because: `${name} cannot be judged, as the target's clock is not known` };
  const nowMs = clock.nowMs();
  if (!isByTarget) {
    const endsMs = untilMs + ownClockGraceMs;
    return endsMs <= nowMs
      ? { isAbandoned: true, isLive: false, because: `${name} ended at ${until}, more than a day ago` }
      : {
          ...unknown,
          because: `${name}, until ${until}, is by a clock that was not compared with the target's: it counts a day longer`,
        };
  }
  if (untilMs <= nowMs)
    return { isAbandoned: true, isLive: false, because: `${name} ended at ${until} by the target's clock` };
  return untilMs > nowMs + lease.lastsMs
    ? { ...unknown, because: `${name} ends at ${until}, later than any lease can: a clock was set` }
    : { isAbandoned: false, isLive: true, because: `${name} lasts until ${until} by the target's clock` };
}

/**
 * Judges a file by its process where that is of this machine, and else by its lease, which only the target's clock can end.
 * @param clock - undefined where the target was not asked, or did not answer with a time: no lease is over then
 */
export function stateOfPart(
  { owner, lease: part }: Pick<LedgerPart, 'owner' | 'lease'>,
  here: Pick<ProcessOwner, 'host' | 'space'>,
  clock?: Pick<TargetClock, 'nowMs'>,
): StateOfPart {
  if (!owner)
    return {
      isAbandoned: false,
      isLive: false,
      because: 'its file does not show which process wrote it',
    };
  const who = `process ${owner.owner.pid} on ${owner.owner.host}`;
  const state = stateOfOwner(owner.owner, here);
  if (state === 'dead') return { isAbandoned: true, isLive: false, because: `${who} has ended` };
  if (state === 'running') return { isAbandoned: false, isLive: true, because: `${who} is running` };
  return stateOfLease(part, who, clock);
}
