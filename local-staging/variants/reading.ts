import type { Slice } from '../database/slice.ts';
import type { Thread } from '../database/thread-store.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';
import { withoutOwner } from './without-owner.ts';

const all = { limit: 1_000_000, offset: 0 };

/** A page of a list in the other order. */
const backwards = <Item>(items: readonly Item[], { limit, offset }: Slice): Item[] =>
  items.toReversed().slice(offset, offset + limit);

/** What is read over REST: whose, how much of it, and in which order (contract N4, M1-M3, T1, T2). */
export const reading = {
  'strangers-message-readable': defect(
    'M3',
    'The backend shows any message to who knows its id.',
    withoutOwner('createMessageRoutes', '/api/chat/messages/:id', 'GET'),
  ),
  'strangers-messages-listed': defect(
    'M1',
    "The backend lists the messages of anybody's thread by `thread_id`.",
    withoutOwner('createMessageRoutes', '/api/chat/messages', 'GET'),
  ),
  'strangers-messages-listed-by-older-name': defect(
    'O1',
    "The backend lists the messages of anybody's thread by `thread_id` under `/api/messages`.",
    withoutOwner('createMessageRoutes', '/api/messages', 'GET'),
  ),
  'strangers-thread-readable': defect(
    'T2',
    'The backend shows any thread to who knows its id.',
    withoutOwner('createThreadRoutes', '/api/threads/:id', 'GET'),
  ),
  'strangers-thread-messages-listed': defect(
    'T2',
    "The backend lists the messages of anybody's thread under `/api/threads/{id}/messages`.",
    withoutOwner('createThreadRoutes', '/api/threads/:id/messages', 'GET'),
  ),
  'everybodys-threads-listed': defect(
    'T1',
    "The backend lists the threads of the five last users along with the caller's own.",
    replaceIn('threads', ({ list, insert }) => {
      let lately: Thread[] = [];
      return {
        insert: (thread) => {
          lately = [thread, ...lately.filter(({ user_id: userId }) => userId !== thread.user_id)].slice(0, 5);
          return insert(thread);
        },
        list: (userId, slice) => [
          ...list(userId, slice),
          ...lately.filter((thread) => thread.user_id !== userId),
        ],
      };
    }),
  ),
  'later-pages-off-by-one': defect(
    'M1',
    'The backend counts the second page of a list as the third, and so on.',
    replaceIn('backend', ({ pageOf }) => ({
      pageOf: (...list) => {
        const page = pageOf(...list);
        return page.page > 1 ? { ...page, page: page.page + 1 } : page;
      },
    })),
  ),
  'total-counts-the-page': defect(
    'M1',
    'The backend tells the length of the page as the total.',
    replaceIn('backend', ({ pageOf }) => ({
      pageOf: (slice, shown, total) => ({ ...pageOf(slice, shown, total), total_count: shown }),
    })),
  ),
  'more-promised-on-the-last-page': defect(
    'M1',
    'The backend says that there is more on a page that ends with the last.',
    replaceIn('backend', ({ pageOf }) => ({
      pageOf: (slice, shown, total) => ({
        ...pageOf(slice, shown, total),
        has_more: shown > 0 && slice.offset + shown <= total,
      }),
    })),
  ),
  'offset-ignored': defect(
    'M1',
    'The backend shows the first page of a thread whatever the offset.',
    replaceIn('messages', ({ listOfThread }) => ({
      listOfThread: (threadId, slice) => listOfThread(threadId, { ...slice, offset: 0 }),
    })),
  ),
  'limit-not-refused': defect(
    'M1',
    'The backend takes a limit that is too large, and gives a hundred.',
    replaceIn('backend', ({ readSlice }) => ({
      readSlice: (context) => {
        const limit = Number(context.req.query('limit'));
        if (!(limit > 100)) return readSlice(context);
        return { limit: 100, offset: Number(context.req.query('offset') ?? '0') };
      },
    })),
  ),
  'thread-messages-newest-first': defect(
    'M1',
    'The backend lists the messages of a thread newest first.',
    replaceIn('messages', ({ listOfThread }) => ({
      listOfThread: (threadId, slice) => backwards(listOfThread(threadId, all), slice),
    })),
  ),
  'own-messages-oldest-first': defect(
    'M1',
    'The backend lists all messages of a user oldest first.',
    replaceIn('messages', ({ listOfUser }) => ({
      listOfUser: (userId, slice) => backwards(listOfUser(userId, all), slice),
    })),
  ),
  'threads-oldest-first': defect(
    'T1',
    'The backend lists threads oldest first.',
    replaceIn('threads', ({ list }) => ({
      list: (userId, slice) => backwards(list(userId, all), slice),
    })),
  ),
  'times-without-zone': defect(
    'C9',
    'The backend lists threads with times that name no zone.',
    replaceIn('threads', ({ list }) => ({
      list: (...call) =>
        list(...call).map((thread) => ({ ...thread, created_at: thread.created_at.replace(/Z$/, '') })),
    })),
  ),
};
