import { StagingError } from './staging-error.ts';

/** A suite run with a few workers holds some 200 connections; at the limit the system cuts new ones without a word. */
const leastOpenFiles = 512;

/**
 * Refuses to start where the system lets a process open too few files for the connections of a run.
 * @throws Error with a sentence for the person at the terminal
 */
export function requireOpenFiles(): void {
  const { userLimits } = process.report.getReport() as {
    // Not on Windows. Node itself has raised the soft limit to the hard one.
    userLimits?: { open_files: { soft: number | 'unlimited' } };
  };
  const most = userLimits?.open_files.soft ?? 'unlimited';
  if (most === 'unlimited' || most >= leastOpenFiles) return;
  throw new StagingError(
    'MACHINE_LIMIT',
    `This machine lets a process open only ${most} files, and a local staging needs ` +
      `${leastOpenFiles} for its connections. Allow more: ulimit -n 4096.`,
  );
}
