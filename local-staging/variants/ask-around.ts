import type { Wiring } from '../composition/wiring.ts';
import type { Around } from '../http/around.ts';

/** Puts something around each request of a service. */
export function askAround(
  wiring: Wiring,
  service: 'auth' | 'backend',
  around: Around,
): Pick<Wiring, 'auth' | 'backend'> {
  const { auth, backend } = wiring;
  const access = wiring[service];
  return { auth, backend, [service]: { ...access, around: [...access.around, around] } };
}
