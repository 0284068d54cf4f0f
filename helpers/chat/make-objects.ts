import type { Actor } from '../users/actor.ts';
import type { Thread } from '../wire/thread.ts';

/**
 * Makes an object of each kind that the routes name (config/contract/routes.ts), beside a thread of the user.
 * @returns what gives the id of a `thread`, a `message` …
 */
export async function makeObjects(user: Actor, thread: Thread): Promise<(object: string) => string> {
  const message = await user.messages.create({ thread_id: thread.id, content: 'Hello' });
  const ids = new Map([
    ['thread', thread.id],
    ['message', message.id],
  ]);
  return (object) => {
    const id = ids.get(object);
    if (id !== undefined) return id;
    throw new Error(`[OBJECT_NOT_MADE] A route names {${object}}. Make one in helpers/chat/make-objects.ts.`);
  };
}
