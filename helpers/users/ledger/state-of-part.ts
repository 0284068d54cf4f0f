import { lease } from './lease.ts';
import type { LedgerOwner } from './ledger-line.ts';
import type { LedgerPart } from './ledger-part.ts';
import { stateOfOwner } from './state-of-owner.ts';

/** Whether somebody still answers for the users of a file, and why it is thought so. */
export interface StateOfPart {
  isAbandoned: boolean;
  because: string;
}

const until = (ms: number): string => new Date(ms).toISOString();

/**
 * Abandoned is what is proved to be: by a dead process of this machine, or by a lease that is over. A lease that ends later
 * than any can is no proof of anything: a clock was set.
 */
export function stateOfPart(
  { owner, leaseUntilMs }: LedgerPart,
  here: Pick<LedgerOwner, 'host' | 'space'>,
  nowMs: number,
): StateOfPart {
  const state = owner ? stateOfOwner(owner.owner, here) : 'elsewhere';
  const who = owner
    ? `process ${String(owner.owner.pid)} on ${owner.owner.host}`
    : 'an owner that it does not name';
  if (state === 'dead') return { isAbandoned: true, because: `${who} has ended` };
  if (state === 'running') return { isAbandoned: false, because: `${who} is running` };
  if (leaseUntilMs <= nowMs)
    return { isAbandoned: true, because: `the lease of ${who} ended at ${until(leaseUntilMs)}` };
  const isImpossible = leaseUntilMs > nowMs + lease.lastsMs;
  return {
    isAbandoned: false,
    because: isImpossible
      ? `the lease of ${who} ends at ${until(leaseUntilMs)}, later than any can: a clock was set back`
      : `the lease of ${who} lasts until ${until(leaseUntilMs)}`,
  };
}
