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

/** How far the clocks of the services are ahead of the local one, by their `Date`, in milliseconds (P14). */
export function clockOffsets({ auth, backend }: Pick<Observations, 'auth' | 'backend'>): {
  auth?: number;
  backend?: number;
} {
  const offsets = { auth: auth && offsetOf(auth.health), backend: backend && offsetOf(backend.health) };
  return Object.fromEntries(Object.entries(offsets).filter(([, ms]) => ms !== undefined));
}
