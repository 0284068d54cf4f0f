import type { KnownRun } from './delivery-history.ts';

/** A run as a problem names it. */
export function nameOfRun({ id, thread, askedOn }: KnownRun): string {
  if (id !== undefined) return `run ${id}`;
  const where = `in thread ${String(thread)}`;
  return askedOn === undefined ? `a run ${where}` : `the run that socket ${askedOn} asked for ${where}`;
}
