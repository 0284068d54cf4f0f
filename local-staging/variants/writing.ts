import { randomUUID } from 'node:crypto';
import type { SocketHub } from '../backend/socket/socket-hub.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';
import { restMessages } from './rest-messages.ts';
import { withoutOwner } from './without-owner.ts';

/** Tells nobody. */
const silent = (hub: SocketHub): SocketHub => ({ ...hub, sendToUser: () => undefined });

/** What is written and deleted over REST (contract N4, M2, M3, T1, T2, O1, G1). */
export const writing = {
  'strangers-thread-written': defect(
    'M2',
    "The backend stores a message in anybody's thread.",
    withoutOwner('createMessageRoutes', '/api/chat/messages', 'POST'),
  ),
  'strangers-thread-asked': defect(
    'G1',
    "The backend runs the agent in anybody's thread over REST.",
    withoutOwner('createMessageRoutes', '/api/chat', 'POST'),
  ),
  'strangers-thread-deleted': defect(
    'T2',
    'The backend deletes any thread for who knows its id.',
    withoutOwner('createThreadRoutes', '/api/threads/:id', 'DELETE'),
  ),
  'strangers-message-deleted': defect(
    'M3',
    'The backend deletes any message for who knows its id.',
    withoutOwner('createMessageRoutes', '/api/chat/messages/:id', 'DELETE'),
  ),
  'message-lost': defect(
    'M2',
    'The backend answers 201 to a message and does not store it.',
    restMessages(() => ({ insert: () => true })),
  ),
  'message-stored-twice': defect(
    'M2',
    'The backend stores every message twice.',
    restMessages(({ insert }) => ({
      insert: (message) => insert(message) && insert({ ...message, id: `msg_${randomUUID()}` }),
    })),
  ),
  'text-cut': defect(
    'M2',
    'The backend stores only the beginning of a long text.',
    (parts, { afterCharacters }) =>
      restMessages(({ insert }) => ({
        insert: (message) =>
          insert({ ...message, content: Array.from(message.content).slice(0, afterCharacters).join('') }),
      }))(parts, {}),
    { afterCharacters: { default: 4000, meaning: 'how many characters are kept' } },
  ),
  'text-trimmed': defect(
    'M2',
    'The backend takes white space off the ends of a text.',
    restMessages(({ insert }) => ({
      insert: (message) => insert({ ...message, content: message.content.trim() }),
    })),
  ),
  'text-normalised': defect(
    'M2',
    'The backend composes the combining marks of a text.',
    restMessages(({ insert }) => ({
      insert: (message) => insert({ ...message, content: message.content.normalize('NFC') }),
    })),
  ),
  'length-in-utf-16': defect(
    'M2',
    'The backend counts an emoji as two characters, and so refuses texts that are not too long.',
    replaceIn('backend', ({ contentProblem }) => ({
      contentProblem: (content) =>
        contentProblem(content) ?? (content.length > 8000 ? 'too long' : undefined),
    })),
  ),
  'blank-text-accepted': defect(
    'M4',
    'The backend takes a text of nothing but white space.',
    replaceIn('backend', ({ contentProblem }) => ({
      contentProblem: (content) => (/^\s+$/u.test(content) ? undefined : contentProblem(content)),
    })),
  ),
  'metadata-dropped': defect(
    'M2',
    'The backend stores a message without its metadata.',
    restMessages(({ insert }) => ({ insert: (message) => insert({ ...message, metadata: {} }) })),
  ),
  'message-not-announced': defect(
    'M2',
    'The backend sends no `message_created`.',
    replaceIn('backend', ({ createMessageRoutes }) => ({
      createMessageRoutes: (parts) => createMessageRoutes({ ...parts, hub: silent(parts.hub) }),
    })),
  ),
  'older-name-announces-nothing': defect(
    'O1',
    'The backend sends no `message_created` for `POST /api/messages`.',
    replaceIn('backend', ({ createMessageRoutes }) => ({
      createMessageRoutes: (parts) => ({
        ...createMessageRoutes(parts),
        '/api/messages': createMessageRoutes({ ...parts, hub: silent(parts.hub) })['/api/messages'] ?? {},
      }),
    })),
  ),
  'message-runs-the-agent': defect(
    'M2',
    'The backend runs the agent for a message that is only to be stored.',
    replaceIn('backend', ({ createMessageRoutes, createAgentRunner }) => {
      const stored = new Set<string>();
      return {
        createMessageRoutes: (parts) => {
          const insert: typeof parts.messages.insert = (message) => {
            if (!parts.messages.insert(message)) return false;
            const { user_id: userId, thread_id: threadId, content } = message;
            stored.add(`${threadId} ${content}`);
            return parts.runner.start({ userId, threadId, content }) !== undefined;
          };
          return createMessageRoutes({ ...parts, messages: { ...parts.messages, insert } });
        },
        createAgentRunner: (parts) => {
          const insert: typeof parts.messages.insert = (message) =>
            stored.delete(`${message.thread_id} ${message.content}`) || parts.messages.insert(message);
          return createAgentRunner({ ...parts, messages: { ...parts.messages, insert } });
        },
      };
    }),
  ),
  'message-deletion-not-stored': defect(
    'M3',
    'The backend answers 204 to the deletion of a message and keeps it.',
    restMessages(() => ({ remove: () => true })),
  ),
  'title-lost': defect(
    'T1',
    'The backend stores a thread without its title.',
    replaceIn('threads', ({ insert }) => ({ insert: (thread) => insert({ ...thread, title: null }) })),
  ),
  'thread-deletion-not-stored': defect(
    'T2',
    'The backend answers 204 to the deletion of a thread and keeps it.',
    replaceIn('threads', () => ({ remove: () => true })),
  ),
  'thread-deletion-leaves-messages': defect(
    'T2',
    'The backend deletes a thread and leaves its messages.',
    replaceIn('threads', ({ byId, list, count }) => {
      const deleted = new Set<string>();
      const left = (userId: string) =>
        list(userId, { limit: count(userId), offset: 0 }).filter(({ id }) => !deleted.has(id));
      return {
        byId: (id) => (deleted.has(id) ? undefined : byId(id)),
        list: (userId, { limit, offset }) => left(userId).slice(offset, offset + limit),
        count: (userId) => left(userId).length,
        remove: (id) => byId(id) !== undefined && deleted.add(id).has(id),
      };
    }),
  ),
  'further-questions-answered-with-200': defect(
    'G1',
    'The backend answers 200 to every further question in a thread.',
    replaceIn('backend', ({ createMessageRoutes }) => ({
      createMessageRoutes: (parts) => {
        const routes = createMessageRoutes(parts);
        const ask = routes['/api/chat']?.POST;
        if (!ask) return routes;
        const asked = new Set<unknown>();
        const POST: typeof ask = async (context, identity) => {
          const answer = await ask(context, identity);
          const body = (await answer.json()) as { thread_id: string };
          const status = asked.has(body.thread_id) ? 200 : 202;
          asked.add(body.thread_id);
          return context.json(body, status);
        };
        return { ...routes, '/api/chat': { POST } };
      },
    })),
  ),
};
