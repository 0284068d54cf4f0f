import type { Connection } from './connection.ts';
import type { recipients } from './recipients.ts';

/** The open connections. */
export interface SocketHub {
  add: (connection: Connection) => void;
  remove: (connection: Connection) => void;
  sendToUser: (userId: string, event: Record<string, unknown>) => void;
  size: () => number;
}

export function createSocketHub(choose: typeof recipients): SocketHub {
  const open = new Set<Connection>();
  return {
    add: (connection) => void open.add(connection),
    remove: (connection) => void open.delete(connection),
    sendToUser: (userId, event) => {
      for (const connection of choose(userId, open)) connection.send(event);
    },
    size: () => open.size,
  };
}
