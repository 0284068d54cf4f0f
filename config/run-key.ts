import { randomBytes } from 'node:crypto';
import { ConfigurationError } from './configuration-error.ts';
import { knownSecrets } from './known-secrets.ts';

/**
 * A random key of this run, in hex: the runner makes it at the first call, its workers inherit it. It salts the
 * fingerprints of secrets and seals what the processes of the run tell each other of them; it is nowhere on a disk.
 * @throws ConfigurationError when STAGING_RUN_KEY is set to something else
 */
export function runKey(): string {
  const key = (process.env['STAGING_RUN_KEY'] ??= randomBytes(32).toString('hex'));
  if (!/^[\da-f]{64}$/.test(key))
    throw new ConfigurationError([
      {
        name: 'STAGING_RUN_KEY',
        source: 'the process environment',
        text: 'Expected 64 hex digits. Unset it: the run makes its own.',
      },
    ]);
  knownSecrets.add(key);
  return key;
}
