import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { lease, type LedgerOwner, type LedgerPart } from './ledger-line.ts';

/** Ended, and not yet forgotten by its parent. */
const isZombie = (state: string): boolean => /^[ZX]/.test(state);

function fromProc(pid: number): string | undefined {
  try {
    // What follows the name, which is in brackets and may hold anything: the state, and as the twentieth the start.
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ') ?? [];
    return isZombie(fields[0] ?? '') ? '' : fields[19];
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    // What follows the first = of an argument is a heading (POSIX): one column each.
    const told = execFileSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' },
    }).trim();
    const [state = '', ...start] = told.split(/\s+/);
    return isZombie(state) ? '' : start.join(' ');
  } catch (error) {
    // It answers 1 where there is no such process.
    if ((error as { status?: number }).status === 1) return undefined;
    throw error;
  }
}

/**
 * When a process started, in the words of its system, which no change of the clock alters: ticks since boot on Linux, a date
 * elsewhere. Empty for a process that has ended, undefined where none is seen.
 */
export function processStart(pid: number): string | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Two containers may have one host name, and see different processes under one pid. */
const spaceOfPids = (): string =>
  process.platform === 'linux'
    ? `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
    : '';

/** This process as the owner of a ledger file. */
export function thisProcess(): LedgerOwner {
  return {
    host: hostname(),
    space: spaceOfPids(),
    pid: process.pid,
    startedAt: processStart(process.pid) ?? '',
  };
}

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
function stateOfOwner(
  { host, space, pid, startedAt }: LedgerOwner,
  here: Pick<LedgerOwner, 'host' | 'space'>,
): 'running' | 'dead' | 'elsewhere' {
  if (host !== here.host || space !== here.space) return 'elsewhere';
  // Where it is not seen, but there, the system hides it: it may be the owner.
  const start = processStart(pid);
  if (start !== undefined) return start === startedAt ? 'running' : 'dead';
  return process.platform === 'linux' && isTaken(pid) ? 'running' : 'dead';
}

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
