import { isSignedWith } from '../../helpers/auth/is-signed-with.ts';
import type { Probe } from '../asking/probe.ts';
import { validateToken } from '../asking/session.ts';
import { isAccepted } from '../observation/answer.ts';
import { claimsOf } from '../observation/claims-of.ts';
import type { TokenInHandSeen } from '../observation/observations.ts';
import { isThere } from '../observation/readings.ts';
import { firstFamily, readingPath } from '../observation/routes.ts';

/** As often a refused token is tried. */
const attempts = 3;

/** P4, P5, P16 for a token that somebody was refused with. */
export const tokenInHand: Probe = {
  name: 'token-in-hand',
  ids: 'P4 P5 P16',
  asks: 'What is it about the token that was handed over?',
  cost: 0,
  deadlineMs: 5_000,
  idle: (_seen, { token }) => (token ? undefined : 'No token was handed over.'),
  run: async ({ subject, client, seen }) => {
    const { token, signingSecret } = subject;
    if (!token) return;
    const claims = claimsOf(token);
    const told: TokenInHandSeen = {
      isToken: claims !== undefined,
      claims: claims ?? { problems: ['it is no JWT'] },
    };
    seen.tokenInHand = told;
    if (!claims) return;
    if (signingSecret) told.isSignedWithOwnSecret = await isSignedWith(token, signingSecret.secret);
    if (isThere(seen, 'auth')) told.validation = await validateToken(client, token, 'of the token in hand');
    const read = { method: 'GET', path: readingPath(firstFamily), token } as const;
    // What is refused once may be anything; what is unavailable is asked once, for the breaker's sake.
    for (let n = 1; isThere(seen, 'backend') && n <= attempts; n += 1) {
      told.use = await client.ask('backend', read, 'with the token in hand');
      if (isAccepted(told.use) || told.use.status === 503) return;
    }
  },
};
