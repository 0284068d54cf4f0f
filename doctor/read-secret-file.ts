import { Secret } from '../config/secret.ts';
import { HarnessError } from '../helpers/errors/harness-error.ts';
import { readNamedFile } from '../helpers/flags/read-named-file.ts';

/**
 * The secret in a file that a flag names; undefined where none is named.
 * @throws Error with one sentence when it cannot be read or is empty
 */
export function readSecretFile(flag: string, path: string | undefined): Secret | undefined {
  if (path === undefined) return undefined;
  const value = readNamedFile(flag, path, 'the token or the offer').trim();
  if (value === '')
    throw new HarnessError(
      'FILE_UNREADABLE',
      `--${flag}: the file is empty. It must hold the token or the offer.`,
    );
  return new Secret(value.replace(/^Bearer\s+/i, ''));
}
