import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { machineErrorFrom } from './errors/machine-error.ts';

/*
 * Files by which the processes of a run, or a run and its reader, meet: no reader sees one half written, no two processes
 * write to one, and where the disk is full or read-only, the error says so. The ledger and the lock of the reports are
 * written in their own way: they check at each step that nothing else has changed them.
 */

const mode = 0o600;

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw machineErrorFrom(error, `Writing ${path}`) ?? error;
  }
}

/** Makes a directory for the processes of this run alone. */
export const makePrivateDirectory = (path: string): void => {
  attempt(path, () => mkdirSync(path, { recursive: true, mode: 0o700 }));
};

/** Adds a whole line to a file that only this process writes to. */
export const appendLine = (path: string, line: string): void => {
  attempt(path, () => {
    appendFileSync(path, `${line}\n`, { mode });
  });
};

/** Makes an empty file. Returns false where it is there already: of several processes one is first. */
export function claimFile(path: string): boolean {
  try {
    attempt(path, () => {
      writeFileSync(path, '', { mode, flag: 'wx' });
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Writes a file that a reader finds as it was before, or whole.
 * @param options - `mode`: who may read it; this user alone unless given
 */
export function replaceFile(path: string, text: string, options: { mode?: number } = {}): void {
  const part = `${path}.${process.pid}`;
  attempt(path, () => {
    try {
      writeFileSync(part, text, { mode, ...options });
      renameSync(part, path);
    } catch (error) {
      rmSync(part, { force: true });
      throw error;
    }
  });
}
