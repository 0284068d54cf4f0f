import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runVariable } from './run-variable.ts';

/** Where the processes of this run meet. Whoever writes makes it; it is removed after the run. */
export function runDirectory(): string {
  return runVariable('STAGING_RUN_DIRECTORY', () => join(tmpdir(), `netra-staging-run-${randomUUID()}`));
}
