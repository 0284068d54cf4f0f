import type { Message } from '../../database/message-store.ts';
import type { Slice } from '../../database/slice.ts';
import type { Page } from '../page-of.ts';
import type { RouteParts } from './route-parts.ts';

/** One page of a thread's messages, or of all messages of a user (contract M1). */
export function messagePage(
  { policies, messages }: Pick<RouteParts, 'policies' | 'messages'>,
  slice: Slice,
  of: { threadId: string } | { userId: string },
): Page & { messages: Message[] } {
  const [shown, total] =
    'threadId' in of
      ? [messages.listOfThread(of.threadId, slice), messages.countOfThread(of.threadId)]
      : [messages.listOfUser(of.userId, slice), messages.countOfUser(of.userId)];
  return { messages: shown, ...policies.pageOf(slice, shown.length, total) };
}
