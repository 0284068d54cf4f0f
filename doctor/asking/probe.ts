import type { Observations } from '../observation/observations.ts';
import type { Session } from './session.ts';
import type { Subject } from './subject.ts';

/** One thing that a diagnosis asks the target. */
export interface Probe {
  name: string;
  /** The probes of docs/causes.md that it is. */
  ids: string;
  /** What it asks, as a sentence for who waits. */
  asks: string;
  /** Requests that it sends at most to a healthy target. */
  cost: number;
  /** How long it may take, in milliseconds. */
  deadlineMs: number;
  /** Why it can tell nothing, given what is seen; undefined where it can. */
  idle: (seen: Observations, subject: Subject) => string | undefined;
  /** Asks, and adds to what is seen. */
  run: (session: Session) => Promise<void>;
}
