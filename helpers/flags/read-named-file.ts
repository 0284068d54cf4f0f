import { readFileSync } from 'node:fs';
import { shownPath } from '../../command-line/shown-value.ts';
import { HarnessError } from '../errors/harness-error.ts';

/**
 * The text of a file that a flag names.
 * @param expected - what it must hold, e.g. `a token`
 * @throws Error with one sentence when it cannot be read; not with the error of the system, which shows what may be no path
 */
export function readNamedFile(flag: string, path: string, expected: string): string {
  let code: string;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    code = String((error as NodeJS.ErrnoException).code);
  }
  throw new HarnessError(
    'FILE_UNREADABLE',
    `--${flag}: ${shownPath(path, process.cwd())} cannot be read (${code}). Name a file that holds ${expected}.`,
  );
}
