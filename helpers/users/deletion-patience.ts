import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How long the processes of a run wait until deletions bind new requests (contract §0). Once a user has stayed for the whole
 * time, the target breaks that promise, and the users after it are looked at once: their number does not make a run longer.
 */
export interface DeletionPatience {
  /** How long a deletion may take to bind, in milliseconds. */
  readonly wholeMs: number;
  /** How long to wait for one now, in milliseconds. */
  leftMs(): number;
  /** Notes that a user has stayed for the whole time. */
  spend(): void;
}

/** @param directory - where the processes of the run meet; left out for a process that runs alone */
export function createDeletionPatience(wholeMs: number, directory?: string): DeletionPatience {
  const mark = directory === undefined ? undefined : join(directory, 'deletions-do-not-bind');
  let isSpent = false;
  return {
    wholeMs,
    leftMs: () => {
      isSpent ||= mark !== undefined && existsSync(mark);
      return isSpent ? 0 : wholeMs;
    },
    spend: () => {
      isSpent = true;
      if (directory === undefined || mark === undefined) return;
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      writeFileSync(mark, '', { mode: 0o600 });
    },
  };
}
