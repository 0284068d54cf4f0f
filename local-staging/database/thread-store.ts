import type { Database, Row } from './open-database.ts';
import type { Slice } from './slice.ts';

/** A thread as the wire shows it (contract T1). */
export interface Thread {
  id: string;
  title: string | null;
  user_id: string;
  created_at: string;
}

export interface ThreadStore {
  byId: (id: string) => Thread | undefined;
  /** The user's threads, newest first. */
  list: (userId: string, slice: Slice) => Thread[];
  count: (userId: string) => number;
  /** Returns false, and stores nothing, when the user is gone. */
  insert: (thread: Thread) => boolean;
  /** Removes the thread with its messages; false when there was none. */
  remove: (id: string) => boolean;
}

const toThread = (row: Row): Thread => ({
  id: row['id'] as string,
  title: row['title'] as string | null,
  user_id: row['user_id'] as string,
  created_at: row['created_at'] as string,
});

export function createThreadStore(database: Database): ThreadStore {
  return {
    byId: (id) => {
      const row = database.first('SELECT * FROM threads WHERE id = ?', [id]);
      return row && toThread(row);
    },
    list: (userId, { limit, offset }) =>
      database
        .all('SELECT * FROM threads WHERE user_id = ? ORDER BY rank DESC LIMIT ? OFFSET ?', [
          userId,
          limit,
          offset,
        ])
        .map(toThread),
    count: (userId) =>
      database.first('SELECT count(*) AS count FROM threads WHERE user_id = ?', [userId])?.[
        'count'
      ] as number,
    insert: (thread) =>
      database.run(
        `INSERT INTO threads (id, title, user_id, created_at)
         SELECT ?, ?, id, ? FROM users WHERE id = ?`,
        [thread.id, thread.title, thread.created_at, thread.user_id],
      ) === 1,
    remove: (id) => database.run('DELETE FROM threads WHERE id = ?', [id]) === 1,
  };
}
