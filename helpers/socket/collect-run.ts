import { ContractError } from '../errors/contract-error.ts';
import { agentEvent, type AgentEvent, agentEventTypes } from '../wire/agent-event.ts';
import type { ChatSocket } from './chat-socket.ts';
import { type Frame, frameType } from './frame.ts';
import { ping } from './ping.ts';

/** The events of a thread's run. An event in the wrong shape is an error of its own, not a missing event. */
function eventsOf(frames: readonly Frame[], threadId: string): AgentEvent[] {
  return frames.flatMap((frame) => {
    if (!(agentEventTypes as readonly string[]).includes(frameType(frame))) return [];
    const { data, error } = agentEvent.safeParse(frame.json);
    if (error)
      throw new ContractError(
        'UNEXPECTED_SHAPE',
        `${frameType(frame)} is not as promised (E3): ` +
          error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      );
    return data.thread_id === undefined || data.thread_id === threadId ? [data] : [];
  });
}

/**
 * Waits for the terminal event of the one run of a thread, then for the answer to a ping, so that what follows the end
 * at once is seen as well. Returns all events of the thread in the order in which they came.
 * @throws ContractError EVENT_NOT_RECEIVED at the deadline, UNEXPECTED_SHAPE for a malformed event
 */
export async function collectRun(
  socket: ChatSocket,
  threadId: string,
  timeoutMs: number,
): Promise<AgentEvent[]> {
  const isOver = (frames: readonly Frame[]): true | undefined =>
    eventsOf(frames, threadId).some(({ type }) => type === 'agent_completed') || undefined;
  try {
    await socket.waitFor('agent_completed', isOver, timeoutMs);
  } catch (error) {
    if (!(error instanceof ContractError) || error.code !== 'FRAME_NOT_RECEIVED') throw error;
    const seen = eventsOf(socket.frames, threadId).map(({ type }) => type);
    throw new ContractError(
      'EVENT_NOT_RECEIVED',
      `No agent_completed within ${String(timeoutMs)} ms in thread ${threadId} (E2).\nSeen: ${seen.join(', ') || 'no event'}.`,
    );
  }
  await ping(socket, timeoutMs);
  return eventsOf(socket.frames, threadId);
}
