import { randomUUID } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import type { AuthPolicies } from '../auth-service/auth-policies.ts';
import type { UncheckedClaims } from '../auth-service/claim-checks.ts';
import { Refusal } from '../backend/refusal.ts';
import { claimsAs } from './claims-as.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';
import { unverifiedClaims } from './unverified-claims.ts';
import { verifiedAlso } from './verified-also.ts';

type ClaimChecks = AuthPolicies['claimChecks'];

const checking = (change: (checks: ClaimChecks) => Partial<ClaimChecks>) =>
  replaceIn('auth', ({ claimChecks }) => ({ claimChecks: { ...claimChecks, ...change(claimChecks) } }));

const knownDefault = 'test-jwt-secret-key-32-characters-long-for-testing-only';

/** The claims of a token whose header, as jose reads it, is no reason to throw. */
async function unlessMalformed(
  read: () => Promise<UncheckedClaims | undefined>,
): Promise<UncheckedClaims | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Which tokens are good (contract N1, N2, C4). */
export const tokenChecks = {
  'expired-tokens-accepted': defect(
    'N2',
    'The auth service takes tokens that have expired.',
    checking(({ expiry }) => ({ expiry: (claims, context) => expiry(claims, { ...context, now: 0 }) })),
  ),
  'day-of-leeway': defect(
    'C4',
    'The auth service takes tokens for a while after `exp` and before `nbf`.',
    (parts, { leewayS }) =>
      checking(({ expiry, notBefore }) => ({
        expiry: (claims, context) => expiry(claims, { ...context, now: context.now - leewayS }),
        notBefore: (claims, context) => notBefore(claims, { ...context, now: context.now + leewayS }),
      }))(parts, {}),
    { leewayS: { default: 86_400, meaning: 'how far the clocks may differ' } },
  ),
  'tokens-accepted-before-their-time': defect(
    'N2',
    'The auth service does not look at `nbf`.',
    checking(() => ({ notBefore: () => true })),
  ),
  'tokens-of-the-future-accepted': defect(
    'N2',
    'The auth service takes tokens that say they will be issued later.',
    checking(() => ({ issuedAt: ({ iat }) => typeof iat === 'number' })),
  ),
  'tokens-without-issue-time-accepted': defect(
    'N12',
    'The auth service takes tokens without `iat`.',
    checking(({ issuedAt }) => ({
      issuedAt: (claims, context) => claims['iat'] === undefined || issuedAt(claims, context),
    })),
  ),
  'expiry-beyond-the-calendar-breaks': defect(
    'N12',
    'The auth service answers 500 about a token whose `exp` no date can hold.',
    checking(() => ({ expiry: ({ exp }, { now }) => typeof exp === 'number' && exp > now })),
  ),
  'any-issuer-accepted': defect(
    'N2',
    'The auth service takes tokens of another issuer.',
    checking(() => ({ issuer: ({ iss }) => iss !== undefined })),
  ),
  'missing-issuer-accepted': defect(
    'N2',
    'The auth service takes tokens that name no issuer.',
    checking(({ issuer }) => ({ issuer: (claims) => claims['iss'] === undefined || issuer(claims) })),
  ),
  'any-audience-accepted': defect(
    'N2',
    'The auth service takes tokens for another audience.',
    checking(() => ({ audience: ({ aud }) => typeof aud === 'string' })),
  ),
  'missing-audience-accepted': defect(
    'N2',
    'The auth service takes tokens that name no audience.',
    checking(({ audience }) => ({ audience: (claims) => claims['aud'] === undefined || audience(claims) })),
  ),
  'audience-lists-accepted': defect(
    'N12',
    'The auth service takes tokens whose `aud` is a list with the right audience in it.',
    checking(({ audience }) => ({
      audience: ({ aud }) =>
        (Array.isArray(aud) ? aud : [aud]).some((one) => audience({ aud: one as unknown })),
    })),
  ),
  'refresh-tokens-accepted': defect(
    'N2',
    'The auth service takes refresh tokens where access tokens are asked for.',
    checking(({ tokenType }) => ({
      tokenType: (claims, context) => tokenType(claims, context) || claims['token_type'] === 'refresh',
    })),
  ),
  'missing-token-type-accepted': defect(
    'N2',
    'The auth service takes tokens without `token_type`.',
    checking(({ tokenType }) => ({
      tokenType: (claims, context) => claims['token_type'] === undefined || tokenType(claims, context),
    })),
  ),
  'missing-subject-taken-from-email': defect(
    'N2',
    'The auth service takes tokens without a subject, and finds their user by `email`.',
    claimsAs((claims, { auth, users }) => {
      const { sub, email } = claims;
      if ((typeof sub === 'string' && sub.trim() !== '') || typeof email !== 'string') return claims;
      return { ...claims, sub: users.registered(email)?.id ?? auth.bypassUserId(email) };
    }),
  ),
  'missing-token-id-accepted': defect(
    'N2',
    'The auth service takes tokens without `jti`, which nobody can revoke.',
    claimsAs((claims) => ({ jti: randomUUID(), ...claims })),
  ),
  'email-claim-of-any-type-accepted': defect(
    'N12',
    'The auth service takes tokens whose `email` is not text.',
    checking(() => ({ email: () => true })),
  ),
  'signature-not-checked': defect(
    'N2',
    'The auth service decodes tokens and checks no signature.',
    verifiedAlso((token) => Promise.resolve(unverifiedClaims(token))),
  ),
  'unsigned-tokens-accepted': defect(
    'N2',
    'The auth service takes tokens of `alg: none`.',
    verifiedAlso((token) =>
      unlessMalformed(() =>
        Promise.resolve(decodeProtectedHeader(token).alg === 'none' ? unverifiedClaims(token) : undefined),
      ),
    ),
  ),
  'any-hmac-accepted': defect(
    'N2',
    'The auth service takes tokens that the right secret signed by another algorithm.',
    verifiedAlso((token, secret) =>
      unlessMalformed(async () => {
        await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS384', 'HS512'] });
        return unverifiedClaims(token);
      }),
    ),
  ),
  'default-secret-accepted': defect(
    'N2',
    'The auth service takes tokens that a well-known default secret signed.',
    verifiedAlso((token, _secret, verify) => verify(token, knownDefault)),
  ),
  'revoked-tokens-accepted': defect(
    'N2',
    'The auth service takes tokens that were revoked or used up.',
    replaceIn('tokens', () => ({ isSpent: () => false })),
  ),
  'any-scheme-accepted': defect(
    'N1',
    'The backend takes a token behind any scheme of `Authorization`.',
    replaceIn('backend', () => ({ readBearer: (header) => /^\S+ +(\S+)$/.exec(header?.trim() ?? '')?.[1] })),
  ),
  'bare-token-accepted': defect(
    'N1',
    'The backend takes a token without a scheme in `Authorization`.',
    replaceIn('backend', ({ readBearer }) => ({
      readBearer: (header) =>
        readBearer(header) ?? /^\s*([\w-]+\.[\w-]+\.[\w-]*)\s*$/.exec(header ?? '')?.[1],
    })),
  ),
  'scheme-in-small-letters-refused': defect(
    'W2',
    'The backend knows the scheme only as `Bearer`, with a capital.',
    replaceIn('backend', ({ readBearer }) => ({
      readBearer: (header) => (header?.trim().startsWith('Bearer ') ? readBearer(header) : undefined),
    })),
  ),
  'blank-token-is-a-bad-token': defect(
    'N1',
    'The backend answers a header without a token as it does a bad token.',
    replaceIn('backend', ({ readBearer }) => ({
      readBearer: (header) =>
        readBearer(header) ?? (/^bearer\b/i.test(header?.trim() ?? '') ? '' : undefined),
    })),
  ),
  'good-tokens-refused-on-conversations': defect(
    'O1',
    'The backend refuses every token under `/api/conversations`.',
    replaceIn('backend', ({ identify }) => ({
      identify: async (call, authenticate) => {
        const identity = await identify(call, authenticate);
        if (call.path.startsWith('/api/conversations')) throw new Refusal('AUTH_FAILED');
        return identity;
      },
    })),
  ),
};
