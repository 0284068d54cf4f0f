import type { Context } from 'hono';
import { z } from 'zod';
import { isPlainText } from '../../http/is-plain-text.ts';
import type { Thread } from '../../database/thread-store.ts';
import type { Identity } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import { messagePage } from './message-page.ts';
import { readBody } from './read-body.ts';
import type { ProtectedHandler, ProtectedRoutes, RouteParts } from './route-parts.ts';

const newThread = z.object({
  title: z.string().refine(isPlainText, 'must be well-formed text without U+0000').nullish(),
});

/** Threads (contract T1, T2, O1). */
export function createThreadRoutes(parts: RouteParts): ProtectedRoutes {
  const { policies, threads } = parts;

  const own = (context: Context, identity: Identity): Thread => {
    const thread = threads.byId(context.req.param('id') ?? '');
    if (!thread || !policies.mayAccess(thread, identity)) throw new Refusal('NOT_FOUND');
    return thread;
  };

  const create: ProtectedHandler = async (context, { userId }) => {
    const { title = null } = await readBody(context, newThread);
    const thread: Thread = {
      id: policies.newId('thr'),
      title,
      user_id: userId,
      created_at: new Date().toISOString(),
    };
    if (!threads.insert(thread)) throw new Refusal('USER_REFUSED');
    return context.json({ thread }, 201);
  };

  const list: ProtectedHandler = (context, { userId }) => {
    const slice = policies.readSlice(context);
    const shown = threads.list(userId, slice);
    return context.json({
      threads: shown,
      ...policies.pageOf(slice, shown.length, threads.count(userId)),
    });
  };

  const read: ProtectedHandler = (context, identity) => context.json({ thread: own(context, identity) });

  const remove: ProtectedHandler = (context, identity) => {
    threads.remove(own(context, identity).id);
    return context.body(null, 204);
  };

  const messages: ProtectedHandler = (context, identity) => {
    const slice = policies.readSlice(context);
    return context.json(messagePage(parts, slice, { threadId: own(context, identity).id }));
  };

  return {
    '/api/threads': { GET: list, POST: create },
    '/api/threads/:id': { GET: read, DELETE: remove },
    '/api/threads/:id/messages': { GET: messages },
    '/api/conversations': { GET: list },
  };
}
