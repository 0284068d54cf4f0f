import type { Secret } from '../../config/secret.ts';
import type { AuthClient } from '../auth/auth-client.ts';
import type { SignedIn } from '../wire/signed-in.ts';
import type { TestIdentity } from './ledger/test-identity.ts';

/** A real user of the target who is signed in. */
export interface Account {
  id: string;
  email: string;
  accessToken: Secret;
  /** When the access token ends, in milliseconds since the epoch by the local clock. */
  expiresAtMs: number;
}

/** The account that an answer of the auth service signs in. */
function accountOf({ user, access_token: accessToken, expires_in: lifetimeS }: SignedIn): Account {
  return { id: user.id, email: user.email, accessToken, expiresAtMs: Date.now() + lifetimeS * 1000 };
}

/** One configured way to a user with a token. It works or throws; nothing steps in for it. */
export interface TokenSource {
  /** Makes the user. */
  create(identity: TestIdentity): Promise<Account>;
  /** Signs the user in again. */
  signIn(identity: TestIdentity): Promise<Account>;
}

/** Users by the staging bypass: `STAGING_AUTH_STRATEGY=bypass` (contract A2). */
export function createBypassTokenSource(auth: AuthClient, bypassKey: Secret): TokenSource {
  const signIn: TokenSource['signIn'] = async ({ email, name }) =>
    accountOf(await auth.bypass(bypassKey, { email, name }));
  return { create: signIn, signIn };
}

/** Users who register and log in like anybody: `STAGING_AUTH_STRATEGY=provisioned` (contract A3, A4). */
export function createProvisionedTokenSource(auth: AuthClient): TokenSource {
  const signIn: TokenSource['signIn'] = async ({ email, password }) =>
    accountOf(await auth.login({ email, password }));
  return {
    create: async (identity) => {
      await auth.register(identity);
      return signIn(identity);
    },
    signIn,
  };
}
