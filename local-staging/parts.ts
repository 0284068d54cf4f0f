import type { AuthPolicies } from './auth-service/auth-policies.ts';
import type { BackendPolicies } from './backend/backend-policies.ts';
import type { MessageStore } from './database/message-store.ts';
import type { ThreadStore } from './database/thread-store.ts';
import type { TokenStore } from './database/token-store.ts';
import type { UserStore } from './database/user-store.ts';

/** The replaceable parts of both services. */
export interface Parts {
  auth: AuthPolicies;
  backend: BackendPolicies;
  users: UserStore;
  tokens: TokenStore;
  threads: ThreadStore;
  messages: MessageStore;
}
