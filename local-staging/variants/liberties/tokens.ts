import { randomBytes, randomUUID } from 'node:crypto';
import type { TokenHeader } from '../../auth-service/auth-policies.ts';
import type { Claims } from '../../auth-service/claims.ts';
import type { Timers } from '../../timers.ts';
import { type Change, liberty } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import { replacing } from './in-frames.ts';

/** Issues tokens with these claims more, or otherwise. */
const claims = (change: (claims: Claims) => Record<string, unknown>): Change =>
  replacing((taken) =>
    replaceIn('auth', ({ issueClaims }) => ({
      issueClaims: (...request) => {
        taken();
        const issued = issueClaims(...request);
        return { ...issued, ...change(issued) };
      },
    })),
  );
const header = (change: Partial<TokenHeader>): Change =>
  replacing((taken) =>
    replaceIn('auth', ({ tokenHeader, issueClaims }) => ({
      tokenHeader: { ...tokenHeader, ...change },
      issueClaims: (...request) => {
        taken();
        return issueClaims(...request);
      },
    })),
  );
const life =
  (timers: Partial<Timers>): Change =>
  ({ parts, wiring }, taken, values) =>
    claims(() => ({}))(
      { parts, wiring: { ...wiring, timers: { ...wiring.timers, ...timers } } },
      taken,
      values,
    );

/** More claims than there must be, other keys, other lives (contract C4). */
export const tokens = {
  'tokens-have-more-claims': liberty(
    'Tokens tell a scope, a session and when the user signed in.',
    claims(({ iat }) => ({
      scope: 'openid',
      sid: randomUUID(),
      auth_time: iat,
      roles: [],
      azp: 'netra-web',
    })),
  ),
  'tokens-have-nested-claims': liberty(
    'Tokens have claims that are objects, with names that are URLs.',
    claims(() => ({ 'https://netra.example/tenant': { id: 7, secret_names: [] }, cnf: { jkt: 'none' } })),
  ),
  'tokens-name-their-key': liberty('Tokens name the key that signed them.', header({ kid: '2026-11/b' })),
  'tokens-have-another-typ': liberty('Tokens say that they are of type at+jwt.', header({ typ: 'at+jwt' })),
  'tokens-live-a-day': liberty('Access tokens live a day.', life({ accessTokenS: 86_400 })),
  'tokens-live-five-minutes': liberty('Access tokens live five minutes.', life({ accessTokenS: 300 })),
  'refresh-tokens-live-a-year': liberty('Refresh tokens live a year.', life({ refreshTokenS: 31_536_000 })),
  'tokens-hold-from-a-minute-before': liberty(
    'Tokens have an `nbf` that lies a minute before their `iat`.',
    claims(({ iat }) => ({ nbf: iat - 60 })),
  ),
  'token-times-have-fractions': liberty(
    'Times of tokens have fractions of a second.',
    claims(({ iat, exp }) => ({ iat: iat + 0.25, exp: exp + 0.25 })),
  ),
  'tokens-are-large': liberty(
    'Tokens have three thousand characters.',
    claims(() => ({ groups: Array.from({ length: 40 }, () => `team-${randomBytes(12).toString('hex')}`) })),
  ),
};
