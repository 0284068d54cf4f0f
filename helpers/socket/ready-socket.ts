import { ContractError } from '../errors/contract-error.ts';
import { welcome, type Welcome } from '../wire/welcome.ts';
import type { ChatSocket } from './chat-socket.ts';
import { frameType } from './frame-type.ts';
import type { HandshakeOutcome } from './shake-hands.ts';

/** A socket that is upgraded and welcomed. */
export interface ReadySocket {
  socket: ChatSocket;
  welcome: Welcome;
}

/**
 * The socket of a handshake, once its first frame, which must be the welcome, is there (contract W5).
 * @throws ContractError when the handshake was refused, no frame comes in time, or the first one is something else
 */
export async function readySocket(outcome: HandshakeOutcome, timeoutMs: number): Promise<ReadySocket> {
  const { url, status } = outcome.handshake;
  if (!outcome.accepted)
    throw new ContractError(
      'HANDSHAKE_REFUSED',
      `${url} refused the handshake with ${String(status)}; expected 101.`,
    );
  const { socket } = outcome;
  const first = await socket.waitFor('welcome', (frames) => frames[0], timeoutMs);
  const result = welcome.safeParse(first.json);
  if (result.success) return { socket, welcome: result.data };
  throw new ContractError(
    'UNEXPECTED_WELCOME',
    `The first frame of ${url} must be connection_established with connection_id and user_id (W5). Got: ${frameType(first)}.`,
  );
}
