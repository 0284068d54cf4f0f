import type { LedgerOwner } from './ledger-line.ts';
import { processStart } from './process-start.ts';

/** Whether somebody has this pid, also where the system hides who. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * Whether the process that owns a file runs. `elsewhere`: on another machine, in another container or before a restart,
 * where its pid says nothing here.
 */
export function stateOfOwner(
  { host, space, pid, startedAt }: LedgerOwner,
  here: Pick<LedgerOwner, 'host' | 'space'>,
): 'running' | 'dead' | 'elsewhere' {
  if (host !== here.host || space !== here.space) return 'elsewhere';
  // Where it is not seen, but there, the system hides it: it may be the owner.
  const start = processStart(pid);
  if (start !== undefined) return start === startedAt ? 'running' : 'dead';
  return process.platform === 'linux' && isTaken(pid) ? 'running' : 'dead';
}
