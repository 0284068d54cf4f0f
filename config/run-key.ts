import { randomBytes } from 'node:crypto';
import { knownSecrets } from './known-secrets.ts';
import { runVariable } from './run-variable.ts';

/**
 * A random key of this run, in hex. It salts the fingerprints of secrets and seals what the processes of the run send each
 * other of them; it is nowhere on a disk.
 */
export function runKey(): string {
  const key = runVariable('STAGING_RUN_KEY', () => randomBytes(32).toString('hex'));
  knownSecrets.add(key);
  return key;
}
