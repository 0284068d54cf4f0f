import type { Database } from './open-database.ts';

/** Which tokens belong together and which are spent: refreshed or logged out. */
export interface TokenStore {
  rememberPair: (accessJti: string, refreshJti: string) => void;
  /** Marks a token as spent. Of any number of parallel calls for one token exactly one returns true. */
  spend: (jti: string) => boolean;
  isSpent: (jti: string) => boolean;
  /** The refresh token that was issued together with an access token. */
  refreshTokenOf: (accessJti: string) => string | undefined;
}

export function createTokenStore(database: Database): TokenStore {
  return {
    rememberPair: (accessJti, refreshJti) => {
      database.run('INSERT INTO token_pairs (access_jti, refresh_jti) VALUES (?, ?)', [
        accessJti,
        refreshJti,
      ]);
    },
    spend: (jti) =>
      database.run('INSERT INTO spent_tokens (jti) VALUES (?) ON CONFLICT DO NOTHING', [jti]) === 1,
    isSpent: (jti) => database.first('SELECT 1 FROM spent_tokens WHERE jti = ?', [jti]) !== undefined,
    refreshTokenOf: (accessJti) =>
      database.first('SELECT refresh_jti FROM token_pairs WHERE access_jti = ?', [accessJti])?.[
        'refresh_jti'
      ] as string | undefined,
  };
}
