import type { KnownRun, SeenEvent } from './delivery-history.ts';
import { hasEnded } from './has-ended.ts';

/** The terminal events of a run, one for each socket that heard of its end. */
export function endsOf({ seen }: KnownRun): SeenEvent[] {
  return [...seen.values()].flat().filter(({ event }) => hasEnded(event));
}
