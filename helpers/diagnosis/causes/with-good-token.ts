import type { Observations } from '../observations.ts';
import { readSockets, type OfferReading } from '../read-sockets.ts';

/** The handshakes that carried a good token, by the way in which they did. */
export function withGoodToken(
  seen: Observations,
): Record<'header' | 'subprotocol' | 'own' | 'foreign', OfferReading> {
  return {
    header: readSockets(seen, 'header'),
    subprotocol: readSockets(seen, 'subprotocol'),
    own: readSockets(seen, 'own origin'),
    foreign: readSockets(seen, 'foreign origin'),
  };
}
