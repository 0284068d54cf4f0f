import { isDeepStrictEqual } from 'node:util';
import { createdMessage, type CreatedMessage } from './delivery-fact.ts';
import type { DeliveryHistory, SeenSocket } from './delivery-history.ts';

/** Whether the fields that both have are equal. */
const isSame = (posted: Record<string, unknown>, message: CreatedMessage): boolean =>
  Object.entries(message).every(
    ([name, value]) => !(name in posted) || isDeepStrictEqual(posted[name], value),
  );

function ofSocket(history: DeliveryHistory, { name, origin, user, frames }: SeenSocket): string[] {
  const seen = new Set<string>();
  return frames.flatMap((frame) => {
    const message = createdMessage(frame);
    if (!message) return [];
    const what = `message ${message.id}: message_created`;
    if (seen.has(message.id)) return [`[M2] ${what} reached socket ${name} twice`];
    seen.add(message.id);
    const posted = history.posted.find((one) => one.origin === origin && one.message?.id === message.id);
    const owner = posted?.user ?? message.user_id;
    if (user !== null && owner !== undefined && owner !== user)
      return [`[M2] ${what} of ${owner} reached socket ${name} of ${user}`];
    if (posted)
      return isSame(posted.message ?? {}, message)
        ? []
        : [`[M2] ${what} on socket ${name} is another message than in the answer over REST`];
    const mayBePosted = history.isUnderWay || history.posted.some((one) => one.user === user && !one.message);
    return mayBePosted ? [] : [`[M5] ${what} reached socket ${name}, but no user posted that message`];
  });
}

/** What is wrong with the `message_created` that came (contract M2, M5). */
export function messageProblems(history: DeliveryHistory): string[] {
  return [...history.sockets.values()].flatMap((socket) => ofSocket(history, socket));
}
