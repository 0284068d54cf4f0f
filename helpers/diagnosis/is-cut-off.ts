import { isAccepted } from './is-accepted.ts';
import { isRefused } from './is-refused.ts';
import { lastLogin } from './last-login.ts';
import type { Observations } from './observations.ts';

/**
 * Whether the backend may be without the auth service, so that one more question may open its breaker, which stays shut
 * through two failures in a row (contract D2): the last two answers to a token say so, or were any refusals where the login
 * that the backend hands on fails, and no token was taken so far.
 */
export function isCutOff(seen: Observations): boolean {
  const { login, uses } = seen;
  const through = lastLogin(seen);
  const lostLogin =
    through !== undefined && !isAccepted(through) && login?.status === 200 && !uses.some(isAccepted);
  const single = [seen.tokenInHand?.use, seen.garbage, seen.withTestHeaders, seen.noSuchObject];
  const handshakes = seen.sockets.filter(({ offer }) => offer !== 'no token');
  const lastTwo = [...seen.uses, ...seen.forged, ...seen.siblings, ...handshakes, ...single]
    .filter((answer) => answer !== undefined)
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(-2);
  return (
    lastTwo.length === 2 && lastTwo.every((answer) => (lostLogin ? isRefused(answer) : answer.status === 503))
  );
}
