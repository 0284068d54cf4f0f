import type { Context } from 'hono';
import { z } from 'zod';
import { isPlainText } from '../../http/is-plain-text.ts';
import type { Message } from '../../database/message-store.ts';
import type { Identity } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import { messagePage } from './message-page.ts';
import { readBody } from './read-body.ts';
import type { ProtectedHandler, ProtectedRoutes, RouteParts } from './route-parts.ts';

/** How deep objects and lists are nested, without recursion: 0 for a plain value. */
function depthOf(value: unknown): number {
  const isNested = (item: unknown): item is object => typeof item === 'object' && item !== null;
  let depth = 0;
  for (let level = [value].filter(isNested); level.length > 0; depth += 1)
    level = level.flatMap((item) => Object.values(item) as unknown[]).filter(isNested);
  return depth;
}

/** Messages and the chat turn (contract M1-M3, O1, G1). */
export function createMessageRoutes(parts: RouteParts): ProtectedRoutes {
  const { policies, threads, messages, hub, runner } = parts;

  const content = z.string().superRefine((text, context) => {
    const problem = policies.contentProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
  const newTurn = z.object({ content, thread_id: z.string() });
  const newMessage = newTurn.extend({
    message_type: z
      .string()
      .min(1)
      .refine(isPlainText, 'must be well-formed text without U+0000')
      .default('user'),
    metadata: z
      .record(z.string(), z.unknown())
      .refine((value) => depthOf(value) <= 64, 'must not be nested more than 64 levels deep')
      .default({}),
  });

  const ownThreadId = (id: string, identity: Identity): string => {
    const thread = threads.byId(id);
    if (!thread || !policies.mayAccess(thread, identity)) throw new Refusal('NOT_FOUND');
    return thread.id;
  };
  const own = (context: Context, identity: Identity): Message => {
    const message = messages.byId(context.req.param('id') ?? '');
    if (!message || !policies.mayAccess(message, identity)) throw new Refusal('NOT_FOUND');
    return message;
  };

  const list: ProtectedHandler = (context, identity) => {
    const slice = policies.readSlice(context);
    const threadId = context.req.query('thread_id');
    return context.json(
      messagePage(
        parts,
        slice,
        threadId === undefined ? { userId: identity.userId } : { threadId: ownThreadId(threadId, identity) },
      ),
    );
  };

  const create: ProtectedHandler = async (context, identity) => {
    const body = await readBody(context, newMessage);
    const message: Message = {
      id: policies.newId('msg'),
      content: body.content,
      user_id: identity.userId,
      thread_id: ownThreadId(body.thread_id, identity),
      timestamp: new Date().toISOString(),
      message_type: body.message_type,
      metadata: body.metadata,
    };
    if (!messages.insert(message)) throw new Refusal('NOT_FOUND');
    hub.sendToUser(identity.userId, { type: 'message_created', data: { message } });
    return context.json({ message, status: 'created' }, 201);
  };

  const read: ProtectedHandler = (context, identity) => context.json(own(context, identity));

  const remove: ProtectedHandler = (context, identity) => {
    messages.remove(own(context, identity).id);
    return context.body(null, 204);
  };

  const chat: ProtectedHandler = async (context, identity) => {
    const body = await readBody(context, newTurn);
    const threadId = ownThreadId(body.thread_id, identity);
    const runId = runner.start({ userId: identity.userId, threadId, content: body.content });
    if (runId === undefined) throw new Refusal('NOT_FOUND');
    return context.json({ run_id: runId, thread_id: threadId }, 202);
  };

  return {
    '/api/chat/messages': { GET: list, POST: create },
    '/api/chat/messages/:id': { GET: read, DELETE: remove },
    '/api/messages': { GET: list, POST: create },
    '/api/chat': { POST: chat },
  };
}
