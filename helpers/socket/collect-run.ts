import { agentEventTypes, lastEvent } from '../../config/contract/events.ts';
import { ContractError } from '../errors/contract-error.ts';
import { notUnderstood } from '../errors/not-understood.ts';
import { shownList } from '../errors/shown-list.ts';
import { agentEvent, type AgentEvent } from '../wire/agent-event.ts';
import type { ChatSocket } from './chat-socket.ts';
import { type Frame, frameType } from './frame.ts';
import { ping } from './ping.ts';

/** The event of a thread's run in a frame. An event in the wrong shape is an error of its own, not a missing event. */
function eventIn(frame: Frame, threadId: string): AgentEvent | undefined {
  if (!(agentEventTypes as readonly string[]).includes(frameType(frame))) return undefined;
  const { data, error } = agentEvent.safeParse(frame.json);
  if (error)
    throw new ContractError('UNEXPECTED_SHAPE', `${frameType(frame)} was ${notUnderstood(error)} (E3).`);
  return data.thread_id === undefined || data.thread_id === threadId ? data : undefined;
}

const eventsOf = ({ frames }: ChatSocket, threadId: string): AgentEvent[] =>
  frames.flatMap((frame) => eventIn(frame, threadId) ?? []);

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
  const isOver = (frame: Frame): true | undefined =>
    eventIn(frame, threadId)?.type === lastEvent || undefined;
  try {
    await socket.waitFor(lastEvent, isOver, timeoutMs);
  } catch (error) {
    if (!(error instanceof ContractError) || error.code !== 'FRAME_NOT_RECEIVED') throw error;
    const seen = eventsOf(socket, threadId).map(({ type }) => type);
    throw new ContractError(
      'EVENT_NOT_RECEIVED',
      `No ${lastEvent} within ${timeoutMs} ms in thread ${threadId} (E2).\nSeen: ${shownList(seen) || 'no event'}.`,
    );
  }
  await ping(socket, timeoutMs);
  return eventsOf(socket, threadId);
}
