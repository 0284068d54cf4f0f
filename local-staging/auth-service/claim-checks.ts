/** What a claim check may look at besides the claims. `now` is in seconds since the epoch. */
export interface ClaimContext {
  now: number;
  tokenType: string;
}

/** Unchecked claims: whatever the payload of a well-signed token says. */
export type UncheckedClaims = Readonly<Record<string, unknown>>;

/** True when the claim is in order. */
export type ClaimCheck = (claims: UncheckedClaims, context: ClaimContext) => boolean;

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
/** Seconds of a year that ISO 8601 writes with four digits, so that every good token has a time of expiry. */
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 253_402_300_799;

/** One check per claim of contract N2; leeway 0 for `exp` and `nbf`, 60 s for an `iat` ahead. */
export const claimChecks = {
  expiry: ({ exp }, { now }) => isTime(exp) && exp > now,
  notBefore: ({ nbf }, { now }) => nbf === undefined || (isTime(nbf) && nbf <= now),
  issuedAt: ({ iat }, { now }) => isTime(iat) && iat <= now + 60,
  issuer: ({ iss }) => iss === 'netra-auth-service',
  audience: ({ aud }) => aud === 'netra-platform',
  tokenType: ({ token_type: tokenType }, context) => tokenType === context.tokenType,
  subject: ({ sub }) => isText(sub),
  tokenId: ({ jti }) => isText(jti),
  email: ({ email }) => typeof email === 'string',
  permissions: ({ permissions }) =>
    Array.isArray(permissions) && permissions.every((permission) => typeof permission === 'string'),
} satisfies Record<string, ClaimCheck>;
