import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runVariable } from './run-variable.ts';

/** A directory that all processes of this run share. The first one that writes makes it; it is removed after the run. */
export function runDirectory(): string {
  return runVariable('STAGING_RUN_DIRECTORY', () => join(tmpdir(), `netra-staging-run-${randomUUID()}`));
}
