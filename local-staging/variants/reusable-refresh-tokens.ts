import { replaceIn } from './replace-in.ts';

/** Takes a refresh token again for a while after its first use; a logout still ends it. */
export function reusableRefreshTokens(forMs: number) {
  return replaceIn('tokens', (tokens) => {
    const [ofRefresh, ofLogout] = [new Set<string>(), new Set<string>()];
    const usedAtMs = new Map<string, number>();
    const isReusable = (jti: string): boolean =>
      ofRefresh.has(jti) && !ofLogout.has(jti) && Date.now() - (usedAtMs.get(jti) ?? Date.now()) <= forMs;
    return {
      rememberPair: (accessJti, refreshJti) => {
        ofRefresh.add(refreshJti);
        tokens.rememberPair(accessJti, refreshJti);
      },
      refreshTokenOf: (accessJti) => {
        const jti = tokens.refreshTokenOf(accessJti);
        if (jti !== undefined) ofLogout.add(jti);
        return jti;
      },
      isSpent: (jti) => tokens.isSpent(jti) && !isReusable(jti),
      spend: (jti) => {
        usedAtMs.set(jti, usedAtMs.get(jti) ?? Date.now());
        return tokens.spend(jti) || isReusable(jti);
      },
    };
  });
}
