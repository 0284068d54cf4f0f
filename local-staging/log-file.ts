import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { Log } from './http/request-log.ts';
import { StagingError } from './staging-error.ts';

/** The log of a local staging as a file of JSON lines. */
export interface LogFile {
  write: Log;
  /** Ends and removes it. */
  remove(): void;
}

/**
 * Makes the file, which must not be there yet.
 * @throws Error with one sentence when that cannot be
 */
export function openLogFile(path: string): LogFile {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StagingError(
      'LOG_NOT_WRITTEN',
      `Cannot make ${path} (${code ?? message}); name a file that is not there yet.`,
      { cause: error },
    );
  }
  return {
    write: (line) => {
      writeSync(file, `${JSON.stringify(line)}\n`);
    },
    remove: () => {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}
