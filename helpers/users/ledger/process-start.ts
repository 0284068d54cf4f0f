import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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
