import type { CauseId } from '../../doctor/causes/causes.ts';
import type { OverlayName } from './overlays.ts';

/** One thing that a diagnosis must find, or nothing. */
export interface ScoreCase {
  /** As the table names it, e.g. `circuit-open` or `healthy 3`. */
  name: string;
  /** Causes that must be found; none for a healthy target. */
  expected: readonly CauseId[];
  /** Variants of the local staging, with their parameters. */
  variants: readonly string[];
  /** What is wrong on the harness's side. */
  overlays: readonly OverlayName[];
}
