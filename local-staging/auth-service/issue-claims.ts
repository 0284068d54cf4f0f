import { randomUUID } from 'node:crypto';
import type { Claims } from './claims.ts';

/** What a token is issued for. */
export interface TokenRequest {
  userId: string;
  email: string;
  permissions: string[];
  tokenType: Claims['token_type'];
  lifetimeS: number;
  environment: string;
}

/** The claims of a new token (contract §2.1). */
export function issueClaims(request: TokenRequest, nowMs: number): Claims {
  const iat = Math.floor(nowMs / 1000);
  return {
    sub: request.userId,
    email: request.email,
    permissions: request.permissions,
    iat,
    exp: iat + request.lifetimeS,
    token_type: request.tokenType,
    iss: 'netra-auth-service',
    aud: 'netra-platform',
    jti: randomUUID(),
    env: request.environment,
  };
}
