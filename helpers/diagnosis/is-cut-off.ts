import { isAccepted } from './is-accepted.ts';
import { isRefused } from './is-refused.ts';
import type { Observations } from './observations.ts';

/**
 * Whether the backend may be without the auth service, so that one more question may open its breaker, which stays shut
 * through two failures in a row (contract D2): the last two answers say so, or any two where the login that it hands on fails.
 */
export function isCutOff({ uses, garbage, loginThroughBackend, login }: Observations): boolean {
  const lostLogin =
    loginThroughBackend !== undefined && !isAccepted(loginThroughBackend) && login?.status === 200;
  const lastTwo = [...uses, ...(garbage ? [garbage] : [])].toSorted((a, b) => a.atMs - b.atMs).slice(-2);
  return (
    lastTwo.length === 2 && lastTwo.every((answer) => (lostLogin ? isRefused(answer) : answer.status === 503))
  );
}
