import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until what is seen is as wanted, or until the deadline is over, and returns what was seen last. Looks at least
 * once; the caller asserts.
 */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isAsWanted: (seen: T) => boolean,
  { deadlineMs, everyMs }: { deadlineMs: number; everyMs: number },
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (isAsWanted(seen) || performance.now() + everyMs > end) return seen;
    await pause(everyMs);
  }
}
