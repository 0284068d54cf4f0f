import { readFileSync } from 'node:fs';
import { Secret } from '../config/secret.ts';

/**
 * What stands in a file and must not be seen; undefined where none is named.
 * @throws Error with one sentence when it cannot be read or is empty
 */
export function readSecretFile(path: string | undefined): Secret | undefined {
  if (path === undefined) return undefined;
  let value: string;
  try {
    value = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(
      `[FILE_UNREADABLE] ${path} cannot be read (${String((error as NodeJS.ErrnoException).code)}). Name a file that holds the token or the offer.`,
      { cause: error },
    );
  }
  if (value === '')
    throw new Error(`[FILE_UNREADABLE] ${path} is empty. It must hold the token or the offer.`);
  return new Secret(value.replace(/^Bearer\s+/i, ''));
}
