import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from './configuration-error.ts';

const prefix = join(tmpdir(), 'netra-staging-run-');

/**
 * Where the processes of this run meet: the runner names it at the first call, its workers inherit it. Whoever writes
 * makes it; it is removed after the run.
 * @throws ConfigurationError when STAGING_RUN_DIRECTORY is set to something else
 */
export function runDirectory(): string {
  const path = (process.env['STAGING_RUN_DIRECTORY'] ??= prefix + randomUUID());
  if (!path.startsWith(prefix) || !/^[\da-f-]{36}$/.test(path.slice(prefix.length)))
    throw new ConfigurationError([
      {
        name: 'STAGING_RUN_DIRECTORY',
        source: 'the process environment',
        text: `"${path}". Unset it: the run makes its own, and removes it at its end.`,
      },
    ]);
  return path;
}
