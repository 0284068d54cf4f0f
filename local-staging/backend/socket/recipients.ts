import type { Connection } from './connection.ts';

/** Which of the open connections get a user's event (contract E4). */
export function recipients(userId: string, connections: Iterable<Connection>): Connection[] {
  return [...connections].filter((connection) => connection.userId === userId);
}
