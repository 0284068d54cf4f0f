import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const numbers = (text: string): number[] => text.split(/\s+/).filter(Boolean).map(Number);

/** Pids of the processes that a process has started and that have not ended; none where it has ended itself. */
export function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-A', '-o', 'ppid=', '-o', 'pid='], { encoding: 'utf8' })
      .split('\n')
      .map(numbers)
      .flatMap(([parent, child]) => (parent === pid && child !== undefined ? child : []));
  try {
    return numbers(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return [];
    throw error;
  }
}
