import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** Which process of which machine a file belongs to. */
export const processOwner = z.object({
  host: z.string(),
  /** Where its pid means something: boot and pid namespace; empty where the system does not show it. */
  space: z.string(),
  pid: z.int().positive(),
  /** Its start time by its system: another process may get the same pid later. */
  startedAt: z.string(),
});

export type ProcessOwner = z.infer<typeof processOwner>;

/** Ended, and not yet forgotten by its parent. */
const isZombie = (state: string): boolean => /^[ZX]/.test(state);

function fromProc(pid: number): string | undefined {
  try {
    // What follows the name, which is in brackets and may hold anything: the state, and as the twentieth the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return isZombie(fields[0] ?? '') ? '' : fields[19];
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    // What follows the first = of an argument is a heading (POSIX): one column each.
    const printed = execFileSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' },
    }).trim();
    const [state = '', ...start] = printed.split(/\s+/);
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

/** This process as the owner of a file. */
export function thisProcess(): ProcessOwner {
  return {
    host: hostname(),
    space: spaceOfPids(),
    pid: process.pid,
    startedAt: processStart(process.pid) ?? '',
  };
}

/** Whether a process has this pid, even where the system hides the process. */
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
  { host, space, pid, startedAt }: ProcessOwner,
  here: Pick<ProcessOwner, 'host' | 'space'>,
): 'running' | 'dead' | 'elsewhere' {
  if (host !== here.host || space !== here.space) return 'elsewhere';
  // Where it is not seen, but there, the system hides it: it may be the owner.
  const start = processStart(pid);
  if (start !== undefined) return start === startedAt ? 'running' : 'dead';
  return process.platform === 'linux' && isTaken(pid) ? 'running' : 'dead';
}
