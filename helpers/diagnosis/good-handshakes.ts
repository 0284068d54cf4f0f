import type { SocketAnswer } from './answer.ts';
import type { Observations } from './observations.ts';

const offers = ['header', 'subprotocol', 'own origin', 'foreign origin'];

/** The handshakes that carried a good token, in whatever way. */
export function goodHandshakes({ sockets }: Observations): SocketAnswer[] {
  return sockets.filter(({ offer }) => offers.includes(offer));
}
