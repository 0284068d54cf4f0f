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
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProcessOwner } from '../../../config/process-owner.ts';
import { LedgerError } from './ledger-error.ts';
import type { LedgerLine, LedgerPart } from './ledger-line.ts';

/** A file that one process appends to. It is there from its first user on, so that each file names a user. */
export interface LedgerFile {
  /**
   * @param lines - are whole on disk, or at least with the system, when it returns
   * @throws LedgerError when they are not, or when something else changed the file
   */
  append(lines: readonly LedgerLine[], until: 'written' | 'on disk'): void;
  /** @throws LedgerError when something else changed the file */
  close(): void;
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    // Where a place is read-only, Node's error is that it is not there.
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

const textOf = (lines: readonly LedgerLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** Writes the whole text, or takes away what it has written of it. Returns the number of bytes. */
function writeWhole(file: number, text: string): number {
  const bytes = Buffer.from(text);
  const { size } = fstatSync(file);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
  } catch (error) {
    ftruncateSync(file, size);
    throw error;
  }
  return bytes.length;
}

/** What something else did to a file that only this process writes to; undefined where it is untouched. */
function changeOf(path: string, file: number, written: number): string | undefined {
  const { nlink, size, ino, dev } = fstatSync(file);
  const there = statSync(path, { throwIfNoEntry: false });
  if (nlink === 0) return 'it was removed';
  if (there?.ino !== ino || there.dev !== dev) return 'it was renamed or replaced';
  return size === written ? undefined : `it has ${size} bytes, and this process has written ${written}`;
}

/**
 * A file of its own for this process, so that no two ever write to one and no lock is needed.
 * @param first - its first line
 */
export function createLedgerFile(directory: string, run: string, first: () => LedgerLine): LedgerFile {
  const path = join(directory, `${run}-${process.pid}-${randomBytes(4).toString('hex')}.ndjson`);
  let file: number | undefined;
  let written = 0;

  const requireUntouched = (opened: number): void => {
    const change = changeOf(path, opened, written);
    if (change !== undefined)
      throw new LedgerError(
        'LEDGER_CHANGED',
        `${path}: ${change} while run ${run} used it. No further user is made. Users of this run may be missing in the ledger: npm run users -- sweep --run ${run} looks for them when the run is over.`,
      );
  };
  const open = (): number => {
    makeDirectory(directory);
    return openSync(path, 'ax', 0o600);
  };

  return {
    append: (lines, until) => {
      try {
        file ??= open();
        requireUntouched(file);
        const isNew = written === 0;
        written += writeWhole(file, textOf(isNew ? [first(), ...lines] : lines));
        if (isNew || until === 'on disk') fsyncSync(file);
        if (isNew) syncDirectory(directory);
      } catch (error) {
        if (error instanceof LedgerError) throw error;
        const { code, message } = error as NodeJS.ErrnoException;
        throw new LedgerError(
          'LEDGER_UNWRITABLE',
          `${path}: ${code ?? message}. A user is made only after it is written here. Make the place writable, or set STAGING_LEDGER_DIRECTORY to another one.`,
          { cause: error },
        );
      }
    },
    close: () => {
      if (file === undefined) return;
      const opened = file;
      file = undefined;
      try {
        requireUntouched(opened);
      } finally {
        closeSync(opened);
      }
    },
  };
}

/**
 * Adds lines to the file of an owner that has ended. Where another sweep has finished the file, and so removed it, there is
 * nothing to add.
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
      // Its last line may have no end.
      writeSync(file, `\n${textOf([sweep, ...lines])}`);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Whether a file is not needed any more: all its users are gone, and all of it could be read. */
const isSettled = ({ users, problems }: LedgerPart): boolean =>
  problems.length === 0 && users.every(({ fate }) => fate === 'absent');

/**
 * Removes the files that are not needed any more, and the directory with the last of them.
 * @param parts - of owners that write no more
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
