import { z } from 'zod';
import type { ExchangeEntry } from '../evidence/wire-entry.ts';
import { type DeliveryFact, originOf, subjectOfHeaders, toldMessage } from './delivery-fact.ts';

const turn = z.object({ thread_id: z.string(), content: z.string() });
const accepted = z.object({ run_id: z.string(), thread_id: z.string() });
const created = z.object({ message: toldMessage });
const whole = z.object({
  messages: z.array(z.object({ message_type: z.string(), content: z.string() })),
  page: z.literal(1),
  has_more: z.literal(false),
});

function parsed<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const removals = [
  { what: 'thread', path: /^\/api\/threads\/([^/]+)$/ },
  { what: 'message', path: /^\/api\/chat\/messages\/([^/]+)$/ },
  { what: 'user', path: /^\/auth\/users\/([^/]+)$/ },
] as const;

/** The id in a path: any text, which is encoded there. */
const idIn = (path: string, pattern: RegExp): string | undefined => {
  const [, id] = pattern.exec(path) ?? [];
  return id === undefined ? undefined : decodeURIComponent(id);
};

/** What an exchange says about deliveries. A call that got no answer may have been obeyed. */
export function factOfExchange(entry: ExchangeEntry): DeliveryFact {
  const { id, at, request, response } = entry;
  const url = new URL(request.url);
  const { pathname: path } = url;
  const status = response?.status;
  const body = response?.body ?? '';
  const origin = originOf(entry.side, url);
  const user = entry.user ?? subjectOfHeaders(request.headers);
  const ended: DeliveryFact = { kind: 'ended', at, id };

  if (request.method === 'POST' && path === '/api/chat') {
    const asked = parsed(turn, request.body);
    const isOpen = status === undefined || status === 202;
    if (!asked || !isOpen) return ended;
    const run = parsed(accepted, body)?.run_id;
    const { thread_id: thread, content } = asked;
    return { kind: 'started', at, id, origin, user, thread, content, ...(run !== undefined && { run }) };
  }
  if (request.method === 'POST' && (path === '/api/chat/messages' || path === '/api/messages')) {
    if (status !== undefined && status !== 201) return ended;
    const message = parsed(created, body)?.message;
    return { kind: 'posted', at, id, origin, user, ...(message && { message }) };
  }
  if (request.method === 'GET' && status === 200) {
    const inPath = idIn(path, /^\/api\/threads\/([^/]+)\/messages$/);
    const ofList = ['/api/chat/messages', '/api/messages'].includes(path)
      ? (url.searchParams.get('thread_id') ?? undefined)
      : undefined;
    const thread = inPath ?? ofList;
    const page = thread === undefined ? undefined : parsed(whole, body);
    if (thread === undefined || !page) return ended;
    const replies = page.messages.flatMap(({ message_type: type, content }) =>
      type === 'assistant' ? [content] : [],
    );
    return { kind: 'listed', at, id, origin, thread, replies };
  }
  if (request.method === 'DELETE' && (status === undefined || status === 204)) {
    const [removed] = removals.flatMap(({ what, path: pattern }) => {
      const which = idIn(path, pattern);
      return which === undefined ? [] : [{ what, which }];
    });
    if (removed) return { kind: 'removed', at, id, origin, ...removed };
  }
  return ended;
}
