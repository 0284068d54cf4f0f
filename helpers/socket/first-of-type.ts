import type { ChatSocket } from './chat-socket.ts';
import { frameType } from './frame.ts';

/**
 * The first frame of a type that a socket got, parsed; waits for it.
 * @throws ContractError at the deadline, or when the socket ends before
 */
export function firstOfType(socket: ChatSocket, type: string, timeoutMs: number): Promise<unknown> {
  return socket.waitFor(type, (frame) => (frameType(frame) === type ? frame.json : undefined), timeoutMs);
}
