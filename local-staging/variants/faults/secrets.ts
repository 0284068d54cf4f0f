import { randomBytes } from 'node:crypto';
import { insecureDefaults } from '../../auth-service/insecure-defaults.ts';
import type { Parts } from '../../composition/parts.ts';
import { deadEnds } from '../../edge/dead-ends.ts';
import { checkedFirst } from '../checked-first.ts';
import { fault } from '../fault.ts';
import { inParts } from '../in-parts.ts';
import { inWiring } from '../in-wiring.ts';
import { replaceIn } from '../replace-in.ts';
import { unverifiedClaims } from '../unverified-claims.ts';
import { verifiedAlso } from '../verified-also.ts';

const randomSecret = (): string => randomBytes(48).toString('base64url');

/** Secrets, and who the services are to each other. */
export const secretFaults = {
  'issuer-secret-split': fault(
    'The auth service signs with one secret and checks with another.',
    inParts((parts) => {
      const another = randomSecret();
      return replaceIn('auth', ({ verifySignature }) => ({
        verifySignature: (token) => verifySignature(token, another),
      }))(parts, {});
    }),
  ),
  'backend-secret-differs': fault(
    'The backend checks signatures by itself, with another secret.',
    inParts(checkedFirst('rest', 'socket')),
  ),
  'socket-secret-differs': fault(
    "The backend's socket checks signatures by itself, with another secret.",
    inParts(checkedFirst('socket')),
  ),
  'replica-secret-differs': fault(
    'Replicas of the backend are asked in turn, and one of them checks signatures by itself, with an old secret.',
    inWiring(({ replicas }, { replicas: count, turns }) => ({
      turns,
      replicas: Array.from({ length: Math.max(2, count) }, (_, index) => (parts: Parts) => {
        const replaced = replicas[0]?.(parts) ?? parts;
        return index === 0 ? checkedFirst('rest', 'socket')(replaced) : replaced;
      }),
    })),
    {
      replicas: { default: 2, meaning: 'how many there are' },
      turns: {
        default: 'call',
        oneOf: ['call', 'connection'],
        meaning: 'what goes to the next of them',
      },
    },
  ),
  'service-credentials-refused': fault(
    'The auth service refuses the secret by which the backend says who it is.',
    inWiring(() => ({ serviceSecret: randomSecret() })),
  ),
  'auth-url-wrong': fault(
    'The backend asks another host about tokens than the auth service.',
    inWiring((_wiring, { host }) => ({ delegateTo: { deadEnd: host } })),
    {
      host: {
        default: 'refused',
        oneOf: deadEnds,
        meaning: 'what is there',
      },
    },
  ),
  'auth-check-disabled': fault(
    'The backend asks nobody about tokens, and believes each.',
    inParts(
      replaceIn('backend', () => ({
        createDelegation: () => ({
          validate: (token) => {
            const { sub, permissions } = unverifiedClaims(token) ?? {};
            return Promise.resolve({
              valid: true,
              user_id: typeof sub === 'string' && sub !== '' ? sub : 'anonymous',
              permissions: Array.isArray(permissions) ? permissions.map(String) : ['read', 'write'],
              expires_at: new Date(Date.now() + 3_600_000).toISOString(),
            });
          },
        }),
      })),
    ),
  ),
  'insecure-default-secret': fault(
    'The auth service takes tokens that a well-known default secret signed.',
    inParts((parts, { which }) =>
      verifiedAlso((token, _secret, verify) =>
        verify(token, insecureDefaults[which % insecureDefaults.length] ?? ''),
      )(parts, {}),
    ),
    { which: { default: 1, meaning: `which of the ${insecureDefaults.length} defaults, from 0` } },
  ),
};
