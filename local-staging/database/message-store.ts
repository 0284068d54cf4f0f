import type { Database, Row } from './open-database.ts';
import type { Slice } from './slice.ts';

/** A message as the wire shows it (contract §3). */
export interface Message {
  id: string;
  content: string;
  user_id: string;
  thread_id: string;
  timestamp: string;
  message_type: string;
  metadata: Record<string, unknown>;
}

export interface MessageStore {
  byId: (id: string) => Message | undefined;
  /** A thread's messages, oldest first. */
  listOfThread: (threadId: string, slice: Slice) => Message[];
  countOfThread: (threadId: string) => number;
  /** A user's messages over all threads, newest first. */
  listOfUser: (userId: string, slice: Slice) => Message[];
  countOfUser: (userId: string) => number;
  /** Returns false, and stores nothing, when the thread is gone. */
  insert: (message: Message) => boolean;
  remove: (id: string) => boolean;
}

const toMessage = (row: Row): Message => ({
  id: row['id'] as string,
  content: row['content'] as string,
  user_id: row['user_id'] as string,
  thread_id: row['thread_id'] as string,
  timestamp: row['timestamp'] as string,
  message_type: row['message_type'] as string,
  metadata: JSON.parse(row['metadata'] as string) as Record<string, unknown>,
});

export function createMessageStore(database: Database): MessageStore {
  const count = (column: 'thread_id' | 'user_id', value: string): number =>
    database.first(`SELECT count(*) AS count FROM messages WHERE ${column} = ?`, [value])?.[
      'count'
    ] as number;

  return {
    byId: (id) => {
      const row = database.first('SELECT * FROM messages WHERE id = ?', [id]);
      return row && toMessage(row);
    },
    listOfThread: (threadId, { limit, offset }) =>
      database
        .all('SELECT * FROM messages WHERE thread_id = ? ORDER BY rank LIMIT ? OFFSET ?', [
          threadId,
          limit,
          offset,
        ])
        .map(toMessage),
    countOfThread: (threadId) => count('thread_id', threadId),
    listOfUser: (userId, { limit, offset }) =>
      database
        .all('SELECT * FROM messages WHERE user_id = ? ORDER BY rank DESC LIMIT ? OFFSET ?', [
          userId,
          limit,
          offset,
        ])
        .map(toMessage),
    countOfUser: (userId) => count('user_id', userId),
    insert: (message) =>
      database.run(
        `INSERT INTO messages (id, content, user_id, thread_id, timestamp, message_type, metadata)
         SELECT ?, ?, ?, id, ?, ?, ? FROM threads WHERE id = ?`,
        [
          message.id,
          message.content,
          message.user_id,
          message.timestamp,
          message.message_type,
          JSON.stringify(message.metadata),
          message.thread_id,
        ],
      ) === 1,
    remove: (id) => database.run('DELETE FROM messages WHERE id = ?', [id]) === 1,
  };
}
