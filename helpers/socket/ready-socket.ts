import { z } from 'zod';
import { ContractError } from '../errors/contract-error.ts';
import { welcome, type Welcome } from '../wire/welcome.ts';
import type { ChatSocket } from './chat-socket.ts';
import { firstOfType } from './first-of-type.ts';
import { frameType } from './frame.ts';
import type { HandshakeOutcome } from './shake-hands.ts';

const ownership = z.object({ user_id: z.string() });

/** A socket that is upgraded and welcomed. */
export interface ReadySocket {
  socket: ChatSocket;
  welcome: Welcome;
}

/** A deployed welcome may shorten the user id to `1a2b3c4d...`: then the whole one comes from an ack (contract F2). */
async function withWholeId(socket: ChatSocket, received: Welcome, timeoutMs: number): Promise<Welcome> {
  if (!received.userId.endsWith('...')) return received;
  socket.send({ type: 'who_am_i' });
  const { data: ack } = ownership.safeParse(await firstOfType(socket, 'ack', timeoutMs));
  if (ack?.user_id.startsWith(received.userId.slice(0, -'...'.length)))
    return { ...received, userId: ack.user_id };
  throw new ContractError(
    'UNEXPECTED_WELCOME',
    `The welcome of ${socket.handshake.url} is for ${received.userId}, its ack for ${ack?.user_id ?? 'no user'} (W5, F2).`,
  );
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
      `${url} refused the handshake with ${status}; expected 101.`,
    );
  const { socket } = outcome;
  const first = await socket.waitFor('welcome', (frame) => frame, timeoutMs);
  const result = welcome.safeParse(first.json);
  if (result.success) return { socket, welcome: await withWholeId(socket, result.data, timeoutMs) };
  throw new ContractError(
    'UNEXPECTED_WELCOME',
    `The first frame of ${url} must be connection_established with connection_id and user_id (W5). Got: ${frameType(first)}.`,
  );
}
