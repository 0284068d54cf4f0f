import { type ProcessOwner, stateOfOwner } from '../../../config/process-owner.ts';
import { lease, type LedgerPart } from './ledger-line.ts';

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
  here: Pick<ProcessOwner, 'host' | 'space'>,
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
