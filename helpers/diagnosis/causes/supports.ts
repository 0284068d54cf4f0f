import type { Symptom } from '../symptoms.ts';
import type { Verdict } from './cause.ts';

/** What was seen is what this cause brings about. */
export function supports(explains: Symptom, reason: string, ...consequences: Symptom[]): Verdict {
  return { kind: 'supports', reason, explains, consequences };
}
