import { ContractError } from '../errors/contract-error.ts';
import { welcome, type Welcome } from '../wire/welcome.ts';
import type { ChatSocket } from './chat-socket.ts';
import { frameType } from './frame-type.ts';

/**
 * Waits for the first frame, which must be the welcome (contract W5). Only then is a socket ready.
 * @throws ContractError when no frame comes in time, or when the first one is something else
 */
export async function readWelcome(socket: ChatSocket, timeoutMs: number): Promise<Welcome> {
  const first = await socket.waitFor('welcome', (frames) => frames[0], timeoutMs);
  const result = welcome.safeParse(first.json);
  if (result.success) return result.data;
  throw new ContractError(
    'UNEXPECTED_WELCOME',
    `The first frame of ${socket.handshake.url} must be connection_established with connection_id and user_id (W5). ` +
      `Got: ${frameType(first)}.`,
  );
}
