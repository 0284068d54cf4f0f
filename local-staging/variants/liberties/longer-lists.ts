import { randomUUID } from 'node:crypto';
import type { Message } from '../../database/message-store.ts';
import type { Parts } from '../../composition/parts.ts';
import { type Change, liberty } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import { replacing } from './in-frames.ts';

interface OlderThread {
  title?: string | null;
  /** Of its messages, oldest first. */
  messages?: readonly [type: string, content: string][];
  daysAgo?: number;
}

/** Gives each new user some threads, which no test has made. */
const older = (create: () => readonly OlderThread[]): Change =>
  replacing((taken) => (parts: Parts, values) => {
    const { threads, messages } = parts;
    const furnish = (userId: string): void => {
      for (const { title = 'Welcome', messages: said = [], daysAgo = 1 } of create()) {
        const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
        const id = `thr_${randomUUID()}`;
        threads.insert({ id, title, user_id: userId, created_at: at });
        for (const [type, content] of said)
          messages.insert({
            id: `msg_${randomUUID()}`,
            content,
            user_id: userId,
            thread_id: id,
            timestamp: at,
            message_type: type,
            metadata: { seeded: true },
          });
      }
    };
    return replaceIn('users', ({ insert }) => ({
      insert: (user) => {
        const isNew = insert(user);
        if (isNew) {
          taken();
          furnish(user.id);
        }
        return isNew;
      },
    }))(parts, values);
  });
const times = <Item>(count: number, item: (n: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => item(n));

/** Stores more of a run than the question and the reply. */
const storedBesides = (create: (reply: Message) => Message[], when: 'before' | 'after'): Change =>
  replacing((taken) =>
    replaceIn('backend', ({ createAgentRunner }) => ({
      createAgentRunner: (parts) => {
        const { insert } = parts.messages;
        const more = (reply: Message): void => {
          if (reply.message_type !== 'assistant') return;
          taken();
          for (const message of create(reply)) insert({ ...message, id: `msg_${randomUUID()}` });
        };
        const insertAll = (message: Message): boolean => {
          if (when === 'before') more(message);
          const isStored = insert(message);
          if (when === 'after') more(message);
          return isStored;
        };
        return createAgentRunner({ ...parts, messages: { ...parts.messages, insert: insertAll } });
      },
    })),
  );

/** Lists that hold more than a test has made. */
export const longerLists = {
  'users-have-a-welcome-thread': liberty(
    'A new user has a thread already.',
    older(() => [{}]),
  ),
  'users-have-a-welcome-message': liberty(
    'A new user has a thread with a message of the assistant already.',
    older(() => [{ messages: [['assistant', 'Hello, how can I help?']] }]),
  ),
  'users-have-sixty-threads': liberty(
    'A new user has sixty threads already: more than a page.',
    older(() => times(60, (n) => ({ title: `Older ${n}` }))),
  ),
  'users-have-many-messages': liberty(
    'A new user has a thread with 120 messages already.',
    older(() => [{ messages: times(120, (n): [string, string] => ['user', `Older ${n}`]) }]),
  ),
  'users-have-threads-without-title': liberty(
    'A new user has threads without title, or with an odd one.',
    older(() => [{ title: null }, { title: '' }, { title: '👩‍🚀 <b>\u202e' }]),
  ),
  'users-have-threads-of-years': liberty(
    'A new user has threads of the years before.',
    older(() => times(5, (n) => ({ daysAgo: 400 * (5 - n) }))),
  ),
  'users-have-notes': liberty(
    'A new user has messages of other types already.',
    older(() => [{ messages: ['system', 'note', 'tool', 'user'].map((type) => [type, `A ${type}`]) }]),
  ),
  'users-have-an-older-run': liberty(
    'A new user has asked the agent before.',
    older(() => [
      {
        messages: [
          ['user', 'How many words?'],
          ['assistant', 'You wrote 3 words: How many words?'],
        ],
      },
    ]),
  ),
  'tool-messages-stored': liberty(
    'A run stores what its tools said, as messages of the type tool, before the reply.',
    storedBesides((reply) => [{ ...reply, message_type: 'tool', content: '{"words":3}' }], 'before'),
  ),
  'summaries-stored': liberty(
    'A run stores a summary for itself after the reply, as a message of the type summary.',
    storedBesides(
      (reply) => [{ ...reply, message_type: 'summary', content: 'It was about words.' }],
      'after',
    ),
  ),
};
