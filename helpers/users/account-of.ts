import type { SignedIn } from '../wire/signed-in.ts';
import type { Account } from './account.ts';

/** The account that an answer of the auth service signs in. */
export function accountOf({ user, access_token: accessToken, expires_in: lifetimeS }: SignedIn): Account {
  return { id: user.id, email: user.email, accessToken, expiresAtMs: Date.now() + lifetimeS * 1000 };
}
