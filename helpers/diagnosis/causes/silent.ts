import type { Verdict } from './cause.ts';

/** Nothing was seen that tells whether this cause is there. */
export function silent(reason: string): Verdict {
  return { kind: 'silent', reason };
}
