import { isAccepted, type SocketAnswer } from './answer.ts';
import type { Observations } from './observations.ts';

/** The handshakes of one offer: whether one was let in, and what the others came to. */
export interface OfferReading {
  asked: boolean;
  accepted: SocketAnswer | undefined;
  refusals: readonly SocketAnswer[];
}

/** Reads the handshakes of an offer, e.g. `header`. */
export function readSockets({ sockets }: Observations, offer: string): OfferReading {
  const tried = sockets.filter((socket) => socket.offer === offer);
  return {
    asked: tried.length > 0,
    accepted: tried.find(isAccepted),
    refusals: tried.filter((socket) => !isAccepted(socket)),
  };
}
