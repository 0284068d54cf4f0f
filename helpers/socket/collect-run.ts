import { ContractError } from '../errors/contract-error.ts';
import { agentEvent, type AgentEvent } from '../wire/agent-event.ts';
import type { ChatSocket } from './chat-socket.ts';
import type { Frame } from './frame.ts';

function eventsOf(frames: readonly Frame[], threadId: string): AgentEvent[] {
  return frames.flatMap(({ json }) => {
    const { success, data } = agentEvent.safeParse(json);
    return success && data.thread_id === threadId ? [data] : [];
  });
}

/**
 * Waits for the terminal event of the one run of a thread and returns all its events in the order in which they came.
 * @throws ContractError EVENT_NOT_RECEIVED at the deadline
 */
export async function collectRun(
  socket: ChatSocket,
  threadId: string,
  timeoutMs: number,
): Promise<AgentEvent[]> {
  const completed = (frames: readonly Frame[]): AgentEvent[] | undefined => {
    const events = eventsOf(frames, threadId);
    return events.some(({ type }) => type === 'agent_completed') ? events : undefined;
  };
  try {
    return await socket.waitFor('agent_completed', completed, timeoutMs);
  } catch (error) {
    if (!(error instanceof ContractError) || error.code !== 'FRAME_NOT_RECEIVED') throw error;
    const seen = eventsOf(socket.frames, threadId).map(({ type }) => type);
    throw new ContractError(
      'EVENT_NOT_RECEIVED',
      `No agent_completed within ${String(timeoutMs)} ms in thread ${threadId} (E2). Seen: ${seen.join(', ') || 'no event'}.`,
    );
  }
}
