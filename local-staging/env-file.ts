import { closeSync, existsSync, fchmodSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runVariables } from './run-variables.ts';
import type { LocalStaging } from './start-local-staging.ts';

const mark = '# Written by the local staging; removed when it ends.';

const isOurs = (path: string): boolean => {
  const text = readFileSync(path, 'utf8');
  return text === '' || text.startsWith(mark);
};

/** The file that hands a run what it needs of this staging. It holds secrets: mode 0600, gone with the staging. */
export const envFile = {
  /**
   * @throws Error with one sentence when the file is somebody's own or cannot be written
   */
  write(path: string, staging: LocalStaging): void {
    try {
      if (existsSync(path) && !isOurs(path))
        throw new Error('it exists and was not written by the local staging; name another file');
      const lines = Object.entries(runVariables(staging)).map(([name, value]) => `${name}=${value}`);
      const file = openSync(path, 'w', 0o600);
      fchmodSync(file, 0o600);
      writeFileSync(file, `${[mark, ...lines].join('\n')}\n`);
      closeSync(file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`[ENV_FILE_NOT_WRITTEN] Cannot write ${path}: ${reason}.`, { cause: error });
    }
  },

  /** Removes a file that {@link envFile.write} wrote. */
  remove(path: string): void {
    if (existsSync(path) && isOurs(path)) rmSync(path);
  },
};
