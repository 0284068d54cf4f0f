import { closeSync, fchmodSync, lstatSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runVariables } from './run-variables.ts';
import { StagingError } from './staging-error.ts';
import type { LocalStaging } from './start-local-staging.ts';

const mark = '# Written by the local staging; removed when it ends.';

/** Whether a path may be written: nothing is there, or a plain file that is empty or ours. Links are not followed. */
function isFree(path: string): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there) return true;
  if (!there.isFile()) return false;
  const text = readFileSync(path, 'utf8');
  return text === '' || text.startsWith(mark);
}

/** The file that hands a run what it needs of this staging. It holds secrets: mode 0600, gone with the staging. */
export const envFile = {
  /**
   * @throws Error with one sentence when the file is somebody's own or cannot be written
   */
  write(path: string, staging: LocalStaging): void {
    try {
      if (!isFree(path))
        throw new Error('something is there that the local staging did not write; name another file');
      const lines = Object.entries(runVariables(staging)).map(([name, value]) => `${name}=${value}`);
      const file = openSync(path, 'w', 0o600);
      fchmodSync(file, 0o600);
      writeFileSync(file, `${[mark, ...lines].join('\n')}\n`);
      closeSync(file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StagingError('ENV_FILE_NOT_WRITTEN', `Cannot write ${path}: ${reason}.`, { cause: error });
    }
  },

  /** Removes a file that {@link envFile.write} wrote. */
  remove(path: string): void {
    if (isFree(path)) rmSync(path, { force: true });
  },
};
