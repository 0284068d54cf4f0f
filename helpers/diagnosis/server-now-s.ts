import { clockOffsets } from './clock-offset.ts';
import type { Observations } from './observations.ts';

/** The time by the clock of the auth service when its health was asked, in seconds since the epoch. */
export function serverNowS(seen: Pick<Observations, 'auth' | 'backend'>): number | undefined {
  const { auth } = seen;
  const { auth: ms } = clockOffsets(seen);
  return auth === undefined || ms === undefined ? undefined : (auth.health.atMs + ms) / 1000;
}
