import type { Answer } from './answer.ts';
import type { Observations } from './observations.ts';

/** How far a clock may be off: half of what the auth service lets `iat` be ahead (contract N2). */
export const toleratedMs = 30_000;

/** A cache hands on the service's `Date`, or writes its own: whichever is nearer to the local clock. */
function offsetOf({ serverDateMs, ageMs = 0, atMs, durationMs }: Answer): number | undefined {
  if (serverDateMs === undefined) return undefined;
  const offset = serverDateMs - (atMs + durationMs / 2);
  return Math.abs(offset + ageMs) < Math.abs(offset) ? offset + ageMs : offset;
}

/** How far `iat` of a token that was just made is ahead of the local clock; it is in whole seconds. */
const mintedOffsets = ({ accounts = [] }: Partial<Pick<Observations, 'accounts'>>): number[] =>
  accounts.flatMap(({ claims: { iat }, madeAtMs }) => (iat === undefined ? [] : iat * 1000 + 500 - madeAtMs));

const isOff = (ms: number): boolean => Math.abs(ms) > toleratedMs;

/**
 * How far the clocks of the services are ahead of the local one, in milliseconds (P14): by their `Date`, unless a fresh token
 * shows that the clock that counts is right. Then a front wrote the `Date`, and that of the backend where it is off alike.
 */
export function clockOffsets(
  seen: Pick<Observations, 'auth' | 'backend'> & Partial<Pick<Observations, 'accounts'>>,
): { auth?: number; backend?: number } {
  const { auth: authSeen, backend: backendSeen } = seen;
  const [auth, backend] = [
    authSeen && offsetOf(authSeen.health),
    backendSeen && offsetOf(backendSeen.health),
  ];
  const minted = mintedOffsets(seen).find((ms) => !isOff(ms));
  const isOfFront = auth !== undefined && isOff(auth) && minted !== undefined;
  const isAlike = auth !== undefined && backend !== undefined && !isOff(backend - auth);
  const offsets = { auth: isOfFront ? minted : auth, backend: isOfFront && isAlike ? undefined : backend };
  return Object.fromEntries(Object.entries(offsets).filter(([, ms]) => ms !== undefined));
}
