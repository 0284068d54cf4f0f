import type { ChatSocket } from './chat-socket.ts';
import { frameType } from './frame.ts';

/**
 * Sends a ping and waits for its pong (contract F1), so that what the target had sent before is here.
 * @throws ContractError FRAME_NOT_RECEIVED at the deadline, SOCKET_CLOSED when the socket ends before
 */
export async function ping(socket: ChatSocket, timeoutMs: number): Promise<void> {
  const from = socket.frames.length;
  socket.send({ type: 'ping' });
  await socket.waitFor('pong', (frame) => frameType(frame) === 'pong' || undefined, timeoutMs, { from });
}
