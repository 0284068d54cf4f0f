import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until what is seen is as wanted, and a last time once the deadline is over, as what is late comes up to the last
 * moment. Returns what was seen last; the caller asserts.
 */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isAsWanted: (seen: T) => boolean,
  { deadlineMs, everyMs }: { deadlineMs: number; everyMs: number },
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const isLast = performance.now() >= end;
    const seen = await look();
    if (isAsWanted(seen) || isLast) return seen;
    await pause(Math.max(0, Math.min(everyMs, end - performance.now())));
  }
}
