import { agentEventTypes } from '../../config/contract/events.ts';
import type { ChatSocket } from './chat-socket.ts';
import { frameType } from './frame.ts';

/** Frames that bring a user something of theirs (contract E4, M2). Any other may come at any time: a heartbeat, a notice. */
export const deliveredTypes: ReadonlySet<string> = new Set(['message_created', ...agentEventTypes]);

/** The types of what was delivered on a socket so far, in its order. */
export function deliveredOn({ frames }: Pick<ChatSocket, 'frames'>): string[] {
  return frames.map(frameType).filter((type) => deliveredTypes.has(type));
}
