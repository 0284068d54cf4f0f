import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the processes of this run meet: the runner names it at the first call, its workers inherit it. Whoever writes
 * makes it; it is gone after the run.
 */
export function runDirectory(): string {
  return (process.env['STAGING_RUN_DIRECTORY'] ??= join(tmpdir(), `netra-staging-run-${randomUUID()}`));
}
