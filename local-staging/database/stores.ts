import { createMessageStore } from './message-store.ts';
import type { Database } from './open-database.ts';
import { createThreadStore } from './thread-store.ts';
import { createTokenStore } from './token-store.ts';
import { createUserStore } from './user-store.ts';

/** What the services keep, each in tables of its own. */
export function createStores(database: Database) {
  return {
    users: createUserStore(database),
    tokens: createTokenStore(database),
    threads: createThreadStore(database),
    messages: createMessageStore(database),
  };
}

export type Stores = ReturnType<typeof createStores>;
