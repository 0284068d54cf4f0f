import { decodeJwt, errors } from 'jose';
import type { Secret } from '../../config/secret.ts';
import { claims as issuedClaims } from '../../helpers/wire/claims.ts';
import type { ClaimsSeen } from './observations.ts';

const problemText: Partial<Record<string, string>> = {
  iss: 'iss is not netra-auth-service',
  aud: 'aud is not netra-platform',
  token_type: 'token_type is not access',
  jti: 'jti is missing',
};

/** The claims of a token, unchecked, and how they differ from those of issued ones; undefined where it is no JWT. */
export function claimsOf(token: Secret): ClaimsSeen | undefined {
  let payload: Record<string, unknown>;
  try {
    payload = decodeJwt(token.reveal());
  } catch (error) {
    if (error instanceof errors.JWTInvalid || error instanceof TypeError) return undefined;
    throw error;
  }
  const { sub, iat, exp, permissions } = payload;
  const { error } = issuedClaims.safeParse(payload);
  // A claim more than that harms no token.
  const problems = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? []
      : (problemText[String(issue.path[0])] ?? `${issue.path.join('.')} is missing or of another type`),
  );
  const isRefresh = payload['token_type'] === 'refresh' ? ['token_type is refresh, not access'] : [];
  return {
    ...(typeof sub === 'string' && { sub }),
    ...(typeof iat === 'number' && { iat }),
    ...(typeof exp === 'number' && { exp }),
    ...(Array.isArray(permissions) && { permissions: permissions.map(String) }),
    problems: [...problems, ...isRefresh],
  };
}
