import type { ServiceEnvironment } from '../auth-service/signing-secret.ts';
import { Refusal } from '../backend/refusal.ts';
import type { Identity } from '../backend/identity.ts';
import { claimsAs } from './claims-as.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';
import { reusableRefreshTokens } from './reusable-refresh-tokens.ts';

/** Login, refresh, logout, and what is in a token (contract A5-A7, C4, C6, S1). */
export const sessions = {
  'refresh-token-reusable': defect(
    'A5',
    'The auth service takes a refresh token as often as it is sent.',
    reusableRefreshTokens(Infinity),
  ),
  'parallel-refreshes-all-win': defect(
    'A5',
    'The auth service takes a refresh token for a moment after its first use, so that parallel calls all win.',
    (parts, { graceMs }) => reusableRefreshTokens(graceMs)(parts, {}),
    { graceMs: { default: 100, meaning: 'how long the moment is' } },
  ),
  'access-token-refreshes': defect(
    'A5',
    'The auth service takes an access token where a refresh token is asked for.',
    replaceIn('auth', ({ claimChecks }) => ({
      claimChecks: {
        ...claimChecks,
        tokenType: (claims, context) =>
          claimChecks.tokenType(claims, context) || claims['token_type'] === 'access',
      },
    })),
  ),
  'refresh-widens-permissions': defect(
    'A17',
    'The auth service gives every permission to whoever refreshes.',
    claimsAs((claims) =>
      claims['token_type'] === 'refresh' ? { ...claims, permissions: ['read', 'write'] } : claims,
    ),
  ),
  'logout-leaves-the-access-token': defect(
    'A6',
    'The auth service revokes only the refresh token at logout.',
    replaceIn('tokens', (tokens) => {
      const ofAccess = new Set<string>();
      return {
        rememberPair: (accessJti, refreshJti) => {
          ofAccess.add(accessJti);
          tokens.rememberPair(accessJti, refreshJti);
        },
        spend: (jti) => ofAccess.has(jti) || tokens.spend(jti),
      };
    }),
  ),
  'logout-leaves-the-refresh-token': defect(
    'A6',
    'The auth service revokes only the access token at logout.',
    replaceIn('tokens', () => ({ refreshTokenOf: () => undefined })),
  ),
  'logout-not-seen-over-rest': defect(
    'A6',
    'The backend goes on over REST with a token that it took before the logout.',
    replaceIn('backend', ({ identify }) => {
      const known = new Map<string, Identity>();
      return {
        identify: async (call, authenticate) => {
          try {
            const identity = await identify(call, authenticate);
            if (call.protocol === 'rest') known.set(call.token ?? '', identity);
            return identity;
          } catch (error) {
            const identity = call.protocol === 'rest' ? known.get(call.token ?? '') : undefined;
            const isRevoked = error instanceof Refusal && error.code === 'AUTH_FAILED';
            if (identity && isRevoked && Date.now() < identity.expiresAtMs) return identity;
            throw error;
          }
        },
      };
    }),
  ),
  'lifetime-not-as-told': defect(
    'C6',
    'The auth service issues tokens that live twice as long as `expires_in` says.',
    replaceIn('auth', ({ issueClaims }) => ({
      issueClaims: (request, nowMs) => issueClaims({ ...request, lifetimeS: 2 * request.lifetimeS }, nowMs),
    })),
  ),
  'tokens-name-another-environment': defect(
    'C4',
    'The auth service issues tokens whose `env` is not its own.',
    replaceIn('auth', ({ issueClaims }) => ({
      issueClaims: (request, nowMs) => issueClaims({ ...request, environment: 'development' }, nowMs),
    })),
  ),
  'service-secret-not-checked': defect(
    'A7',
    'The auth service looks at the id of a calling service and not at its secret.',
    replaceIn('auth', ({ checkServiceCredentials }) => ({
      checkServiceCredentials: (sent) =>
        checkServiceCredentials({ ...sent, sentSecret: sent.sentSecret && sent.expectedSecret }),
    })),
  ),
  'bad-secret-skipped': defect(
    'S1',
    'The auth service goes on to the next name where a signing secret is too short or well known.',
    replaceIn('auth', ({ signingSecret }) => ({
      signingSecret: (environment) => {
        const stage = (environment['ENVIRONMENT'] ?? 'development').toUpperCase();
        const names = [`JWT_SECRET_${stage}`, 'JWT_SECRET_KEY', 'JWT_SECRET'];
        const without = (count: number): ServiceEnvironment => ({
          ...environment,
          ...Object.fromEntries(names.slice(0, count).map((name) => [name, undefined])),
        });
        for (const [count] of names.entries())
          try {
            return signingSecret(without(count));
          } catch (error) {
            if (count === names.length - 1) throw error;
          }
        return signingSecret(environment);
      },
    })),
  ),
};
