import type { AuthClient } from '../auth/auth-client.ts';
import { accountOf } from './account-of.ts';
import type { TokenSource } from './token-source.ts';

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
