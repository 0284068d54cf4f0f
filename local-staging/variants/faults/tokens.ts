import { fault } from '../fault.ts';
import { askAround } from '../ask-around.ts';
import { firstUsers } from '../first-users.ts';
import { inParts } from '../in-parts.ts';
import { inWiring } from '../in-wiring.ts';
import { replaceIn } from '../replace-in.ts';

const affected = { users: { default: 1, meaning: 'how many of the first users it is' } } as const;

/** The bypass, the age of tokens, and whom they are for. */
export const tokenFaults = {
  'bypass-not-configured': fault(
    'The auth service has no bypass key.',
    inWiring(({ authEnvironment }) => ({
      authEnvironment: { ...authEnvironment, E2E_OAUTH_SIMULATION_KEY: undefined },
    })),
  ),
  'bypass-wrong-environment': fault(
    'The auth service believes that it is production.',
    inWiring(({ authEnvironment }) => ({
      authEnvironment: {
        ...authEnvironment,
        ENVIRONMENT: 'production',
        JWT_SECRET_PRODUCTION: authEnvironment['JWT_SECRET_STAGING'],
      },
    })),
  ),
  'clock-skew': fault(
    "The auth service's clock is off: its `Date`, and the times of its tokens.",
    ({ parts, wiring }, { behindS, aheadS }) => {
      const offsetS = aheadS - behindS;
      return {
        parts: replaceIn('auth', ({ issueClaims, claimChecks }) => ({
          issueClaims: (request, nowMs) => issueClaims(request, nowMs + offsetS * 1000),
          claimChecks: {
            ...claimChecks,
            expiry: (claims, context) =>
              claimChecks.expiry(claims, { ...context, now: context.now + offsetS }),
            notBefore: (claims, context) =>
              claimChecks.notBefore(claims, { ...context, now: context.now + offsetS }),
            issuedAt: (claims, context) =>
              claimChecks.issuedAt(claims, { ...context, now: context.now + offsetS }),
          },
        }))(parts, {}),
        wiring: {
          ...wiring,
          ...askAround(wiring, 'auth', async (request, answer) => {
            const response = await answer(request);
            const { status } = response;
            const headers = new Headers(response.headers);
            headers.set('Date', new Date(Date.now() + offsetS * 1000).toUTCString());
            return new Response(response.body, { status, headers });
          }),
        },
      };
    },
    {
      behindS: { default: 1200, meaning: 'how far it is behind' },
      aheadS: { default: 0, meaning: 'how far it is ahead' },
    },
  ),
  'token-expired': fault(
    'The auth service hands out tokens that it issued long ago, also where one is refreshed.',
    inParts((parts, { ageS }) =>
      replaceIn('auth', ({ issueClaims }) => ({
        issueClaims: (request, nowMs) => issueClaims(request, nowMs - ageS * 1000),
      }))(parts, {}),
    ),
    { ageS: { default: 3600, meaning: 'how old they are' } },
  ),
  'user-unknown': fault(
    'The auth service signs a token for a user whose record is lost.',
    inParts((parts, { users }) => {
      const isAffected = firstUsers(users);
      return replaceIn('users', ({ insert, remove }) => ({
        insert: (user) => {
          const isStored = insert(user);
          // Once the answer is on its way, so that the auth service can still sign for the user.
          if (isAffected(user.id)) setImmediate(() => remove(user.id));
          return isStored;
        },
      }))(parts, {});
    }),
    affected,
  ),
  'user-inactive': fault(
    'A user is deactivated, once a token was issued.',
    inParts((parts, { users }) => {
      const isAffected = firstUsers(users);
      return replaceIn('users', ({ insert, deactivate }) => ({
        insert: (user) => {
          const isStored = insert(user);
          if (isAffected(user.id))
            setImmediate(() => {
              deactivate(user.id);
            });
          return isStored;
        },
      }))(parts, {});
    }),
    affected,
  ),
  'permission-missing': fault(
    "A user's tokens lack the permission `write`, without which the agent does not run.",
    inParts((parts, { users }) => {
      const isAffected = firstUsers(users);
      return replaceIn('auth', ({ issueClaims }) => ({
        issueClaims: (request, nowMs) => {
          const { permissions, ...claims } = issueClaims(request, nowMs);
          return {
            ...claims,
            permissions: isAffected(request.userId)
              ? permissions.filter((permission) => permission !== 'write')
              : permissions,
          };
        },
      }))(parts, {});
    }),
    affected,
  ),
};
