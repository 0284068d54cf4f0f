import type { MessageStore } from '../database/message-store.ts';
import { replaceIn } from './replace-in.ts';

/** Replaces what the REST routes know of stored messages; the agent keeps its own way to them. */
export function restMessages(change: (messages: MessageStore) => Partial<MessageStore>) {
  return replaceIn('backend', ({ createMessageRoutes }) => ({
    createMessageRoutes: (parts) =>
      createMessageRoutes({ ...parts, messages: { ...parts.messages, ...change(parts.messages) } }),
  }));
}
