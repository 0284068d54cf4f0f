import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { LedgerError } from './ledger-error.ts';
import type { LedgerLine } from './ledger-line.ts';

/** A file that one process appends to. It is there from its first line on. */
export interface LedgerFile {
  /**
   * @param lines - are whole on disk, or at least with the system, when it returns
   * @throws LedgerError when they are not
   */
  append(lines: readonly LedgerLine[], until: 'written' | 'on disk'): void;
  close(): void;
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    // Of a place that is read-only Node says that it is not there.
    let existing = dirname(directory);
    while (!existsSync(existing)) existing = dirname(existing);
    accessSync(existing, constants.W_OK);
    throw error;
  }
}

function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Writes the whole text, or takes away what it has written of it. */
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  const { size } = fstatSync(file);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
  } catch (error) {
    ftruncateSync(file, size);
    throw error;
  }
}

/**
 * A file of its own for this process, so that no two ever write to one and no lock is needed.
 * @param first - its first line
 */
export function createLedgerFile(directory: string, run: string, first: () => LedgerLine): LedgerFile {
  const path = join(directory, `${run}-${String(process.pid)}-${randomBytes(4).toString('hex')}.ndjson`);
  let file: number | undefined;

  const open = (): number => {
    makeDirectory(directory);
    const opened = openSync(path, 'ax', 0o600);
    writeWhole(opened, `${JSON.stringify(first())}\n`);
    fsyncSync(opened);
    syncDirectory(directory);
    return opened;
  };

  return {
    append: (lines, until) => {
      try {
        file ??= open();
        if (fstatSync(file).nlink === 0) throw new Error('it was removed while this process wrote to it');
        writeWhole(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        if (until === 'on disk') fsyncSync(file);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw new LedgerError(
          'LEDGER_UNWRITABLE',
          `${path}: ${code ?? message}. No user is made that is not in the ledger first. Make the place writable, or name another one: STAGING_LEDGER_DIRECTORY.`,
          { cause: error },
        );
      }
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
