import type { Owner } from '../../config/owner.ts';
import type { Observations } from '../observation/observations.ts';
import type { Symptom } from '../observation/symptoms.ts';

/** What observations are to a cause. Each says why, in a sentence. */
export type Verdict =
  | {
      kind: 'supports';
      reason: string;
      /** What it explains first of all: causes that explain the same are an either/or. */
      explains: Symptom;
      /** What follows from it. */
      consequences: readonly Symptom[];
    }
  | { kind: 'rules out'; reason: string }
  /** Nothing was seen that tells. */
  | { kind: 'silent'; reason: string };

/** Where a cause is decided: an earlier one hides a later one (docs/causes.md). */
export const stages = [
  'configuration',
  'false accept',
  'first contact',
  'bypass',
  'issuer',
  'split',
  'time',
  'open socket',
] as const;

/** One cause of refusals (docs/causes.md). */
export interface Cause {
  /** What is broken, as a sentence. */
  sentence: string;
  /** Who acts. */
  owner: Owner;
  stage: (typeof stages)[number];
  /** Looks at what was seen; a pure function. */
  judge: (seen: Observations) => Verdict;
  /** What to do next, for the owner. */
  next: string;
}

/** What was seen is what this cause brings about. */
export function supports(explains: Symptom, reason: string, ...consequences: Symptom[]): Verdict {
  return { kind: 'supports', reason, explains, consequences };
}

/** What was seen cannot be where this cause is. */
export function rulesOut(reason: string): Verdict {
  return { kind: 'rules out', reason };
}

/** Nothing was seen that tells whether this cause is there. */
export function silent(reason: string): Verdict {
  return { kind: 'silent', reason };
}

/** Nothing was seen of how the backend takes good tokens. */
export const unasked = silent('The chat backend was asked with no token that the auth service calls valid.');

/** How operators come by a fingerprint (contract §2.1) where a service runs. */
export const howToFingerprint =
  'A fingerprint, where a service runs: printf %s "$VARIABLE" | sha256sum | cut -c1-16. Never send the value itself.';
