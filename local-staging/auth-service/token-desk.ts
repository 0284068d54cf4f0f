import { SignJWT } from 'jose';
import type { TokenStore } from '../database/token-store.ts';
import { note } from '../http/request-log.ts';
import type { Timers } from '../timers.ts';
import type { AuthPolicies } from './auth-policies.ts';
import type { ClaimCheck } from './claim-checks.ts';
import type { Claims } from './claims.ts';

/** Answer of every call that signs a user in. `expires_in` is in seconds. */
export interface TokenPair {
  access_token: string;
  refresh_token: string;
  token_type: 'Bearer';
  expires_in: number;
}

/** Whom a token speaks for. */
export interface Subject {
  id: string;
  email: string;
  permissions: string[];
}

/** Issues and checks tokens with one secret. */
export interface TokenDesk {
  issue(subject: Subject): Promise<TokenPair>;
  /** The claims of a token that is good as this type, else undefined. Says why in the log alone. */
  check(token: string, tokenType: string): Promise<Claims | undefined>;
}

export interface TokenDeskParts {
  policies: AuthPolicies;
  tokens: TokenStore;
  timers: Timers;
  secret: string;
  environment: string;
}

export function createTokenDesk({
  policies,
  tokens,
  timers,
  secret,
  environment,
}: TokenDeskParts): TokenDesk {
  const key = new TextEncoder().encode(secret);
  const sign = (claims: Claims): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ ...policies.tokenHeader }).sign(key);

  return {
    issue: async ({ id: userId, email, permissions }) => {
      const subject = { userId, email, permissions, environment };
      const now = Date.now();
      const access = policies.issueClaims(
        { ...subject, tokenType: 'access', lifetimeS: timers.accessTokenS },
        now,
      );
      const refresh = policies.issueClaims(
        { ...subject, tokenType: 'refresh', lifetimeS: timers.refreshTokenS },
        now,
      );
      tokens.rememberPair(access.jti, refresh.jti);
      const [accessToken, refreshToken] = await Promise.all([sign(access), sign(refresh)]);
      return {
        access_token: accessToken,
        refresh_token: refreshToken,
        token_type: 'Bearer',
        expires_in: timers.accessTokenS,
      };
    },

    check: async (token, tokenType) => {
      const claims = await policies.verifySignature(token, secret);
      if (!claims) {
        note('the signature is not good');
        return undefined;
      }
      const context = { now: Date.now() / 1000, tokenType };
      const failed = Object.entries<ClaimCheck>(policies.claimChecks).find(
        ([, check]) => !check(claims, context),
      );
      if (failed) {
        note(`the claim check ${failed[0]} failed`);
        return undefined;
      }
      const checked = claims as unknown as Claims;
      if (!tokens.isSpent(checked.jti)) return checked;
      note('the token was revoked or used up');
      return undefined;
    },
  };
}
