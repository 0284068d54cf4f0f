import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { ProcessOwner } from '../../../config/process-owner.ts';
import type { LedgerLine, LedgerPart } from './ledger-line.ts';

/**
 * Adds lines to the file of an owner who is dead, behind whatever it has torn. Where another sweep has finished the file, and
 * so removed it, there is nothing to add.
 */
export function appendSweep(
  { path }: Pick<LedgerPart, 'path'>,
  by: ProcessOwner,
  lines: readonly LedgerLine[],
): void {
  const sweep: LedgerLine = { kind: 'sweep', at: new Date().toISOString(), by };
  try {
    const file = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
    try {
      writeSync(file, `\n${[sweep, ...lines].map((line) => JSON.stringify(line)).join('\n')}\n`);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
