import type { LeftUser } from './asking/remove-accounts.ts';
import type { Cause } from './causes/cause.ts';
import type { CauseId } from './causes/causes.ts';
import type { Observations } from './observation/observations.ts';
import type { Symptom } from './observation/symptoms.ts';

/** How the note of a probe begins that was held back by the guard. */
export const heldMark = 'Nothing but the health was asked:';

/** What a diagnosis came to. */
export interface Diagnosis {
  /** Nothing is seen that is not as it must be, all was looked at, and no user stays that must not. */
  isHealthy: boolean;
  /** No probe was cut by its deadline, or held back by the guard. */
  isComplete: boolean;
  /**
   * In the order in which one hides another. Several causes in one finding are an either/or: they cannot be told apart from
   * outside.
   */
  findings: readonly Finding[];
  /** What no cause explains: where there is something, a cause is missing or not known. */
  unknown: readonly Symptom[];
  ruledOut: readonly JudgedCause[];
  /** Causes of which nothing was seen that tells. */
  silent: readonly JudgedCause[];
  probes: readonly ProbeOutcome[];
  seen: Observations;
  /** What was asked, and when by the local clock, as ISO 8601; undefined where the configuration names no target. */
  asked?: { auth: string; backend: string; websocket: string; from: string; to: string };
  /** Users of the diagnosis that are not shown to be gone. */
  leftBehind: readonly LeftUser[];
  /** No user stays that the target has promised to remove. */
  isClean: boolean;
  /** Requests and handshakes. */
  requests: number;
  seconds: number;
}

/** One thing that is wrong. */
export interface Finding {
  causes: readonly JudgedCause[];
}

/** What was seen, to one cause. */
export interface JudgedCause extends Pick<Cause, 'sentence' | 'owner' | 'next'> {
  id: CauseId;
  /** The observations that prove it, rule it out, or are missing. */
  reason: string;
}

/** What became of one probe. */
export interface ProbeOutcome {
  name: string;
  /** Why it was not asked, or did not come to its end. */
  note?: string;
}
