import type { Account } from './account.ts';
import type { TestIdentity } from './test-identity.ts';

/** One configured way to a user with a token. It works or throws; nothing steps in for it. */
export interface TokenSource {
  /** Makes the user. */
  create(identity: TestIdentity): Promise<Account>;
  /** Signs the user in again. */
  signIn(identity: TestIdentity): Promise<Account>;
}
