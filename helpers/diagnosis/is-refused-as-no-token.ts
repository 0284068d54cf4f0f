import type { SocketAnswer } from './answer.ts';
import { isForeign } from './is-foreign.ts';
import type { Observations } from './observations.ts';
import { readSockets } from './read-sockets.ts';

/** Whether the socket refuses a handshake in the same way as one without a token: so it may not be about the token. */
export function isRefusedAsNoToken(seen: Observations, answer: SocketAnswer): boolean {
  const { status, code } = answer;
  return (
    [401, 403].includes(status) &&
    !isForeign(answer) &&
    readSockets(seen, 'no token').refusals.some((none) => none.status === status && none.code === code)
  );
}
