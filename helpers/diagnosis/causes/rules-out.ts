import type { Verdict } from './cause.ts';

/** What was seen cannot be where this cause is. */
export function rulesOut(reason: string): Verdict {
  return { kind: 'rules out', reason };
}
