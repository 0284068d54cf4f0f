import type { Target } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import { lookUntil } from './look-until.ts';
import type { WireResponse } from './wire-response.ts';

/** Until when a logout, a deletion or a deactivation must bind new requests (contract §0), and how often is looked. */
export function untilBound({ revocationVisibleMs }: Pick<Target, 'revocationVisibleMs'>): {
  deadlineMs: number;
  everyMs: number;
} {
  // A long deadline is not to use up the budget of the run.
  return {
    deadlineMs: revocationVisibleMs,
    everyMs: Math.max(timeouts.lookAgainMs, revocationVisibleMs / 15),
  };
}

/** Asks until the answer has the status that it must come to, or had to have it. The caller asserts. */
export function lookUntilBound(
  ask: () => Promise<WireResponse>,
  status: number,
  target: Pick<Target, 'revocationVisibleMs'>,
): Promise<WireResponse> {
  return lookUntil(ask, (answer) => answer.status === status, untilBound(target));
}

/** Asks to the last moment that is allowed, before something that can be asked once only. */
export function lookToTheEnd(
  ask: () => Promise<WireResponse>,
  target: Pick<Target, 'revocationVisibleMs'>,
): Promise<WireResponse> {
  return lookUntil(ask, () => false, untilBound(target));
}
