import type { Secret } from '../../config/secret.ts';
import type { AuthClient } from '../auth/auth-client.ts';
import { accountOf } from './account-of.ts';
import type { TokenSource } from './token-source.ts';

/** Users by the staging bypass: `STAGING_AUTH_STRATEGY=bypass` (contract A2). */
export function createBypassTokenSource(auth: AuthClient, bypassKey: Secret): TokenSource {
  const signIn: TokenSource['signIn'] = async ({ email, name }) =>
    accountOf(await auth.bypass(bypassKey, { email, name }));
  return { create: signIn, signIn };
}
