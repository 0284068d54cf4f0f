import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LedgerPart } from './ledger-line.ts';

/** Whether a file is needed no more: all its users are gone, and nothing of it is unread. */
const isSettled = ({ users, problems }: LedgerPart): boolean =>
  problems.length === 0 && users.every(({ fate }) => fate === 'absent');

/**
 * Removes the files that are needed no more, and the directory with the last of them.
 * @param parts - of owners who write no more
 */
export function clearSettled(parts: readonly LedgerPart[]): void {
  const settled = parts.filter(isSettled);
  for (const { path } of settled) rmSync(path, { force: true });
  for (const directory of new Set(settled.map(({ path }) => dirname(path))))
    try {
      rmdirSync(directory);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(String((error as NodeJS.ErrnoException).code)))
        throw error;
    }
}
