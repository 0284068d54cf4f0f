import type { TokenChange } from './forge-token.ts';

/** A signed token that must be refused, and its positive control: the same with that one thing right (contract C3). */
export interface Forgery {
  /** What is wrong with it, as a title says it. */
  what: string;
  /** Promises that refuse it. */
  promises: string;
  /** `now`: when the token was made that is changed, its `iat`. */
  wrong: (now: number) => TokenChange;
  right: (now: number) => TokenChange;
}

const claims =
  (set: (now: number) => Record<string, unknown>) =>
  (now: number): TokenChange => ({ claims: set(now) });
const unchanged = (): TokenChange => ({});
const hour = 3600;

const without = (promises: string, ...names: string[]): Forgery[] =>
  names.map((name) => ({
    what: `without ${name}`,
    promises,
    wrong: claims(() => ({ [name]: undefined })),
    right: unchanged,
  }));

/** Every forgery of contract N2 that needs the signing secret. */
export const forgeries: readonly Forgery[] = [
  { what: 'signed with HS512', promises: 'N2 C3 C4', wrong: () => ({ alg: 'HS512' }), right: unchanged },
  { what: 'signed with HS384', promises: 'N2 C3 C4', wrong: () => ({ alg: 'HS384' }), right: unchanged },
  {
    what: 'that expired a second ago',
    promises: 'N2 C3 C4',
    wrong: claims((now) => ({ exp: now - 1 })),
    right: claims((now) => ({ exp: now + hour })),
  },
  {
    what: 'whose expiry lies beyond the year 9999',
    promises: 'N2 C3 N12',
    wrong: claims(() => ({ exp: 253_402_300_800 })),
    right: claims(() => ({ exp: 253_402_300_799 })),
  },
  {
    what: 'that holds from 15 seconds ahead',
    promises: 'N2 C3 C4',
    wrong: claims((now) => ({ nbf: now + 15 })),
    right: claims((now) => ({ nbf: now - 1 })),
  },
  {
    what: 'issued 75 seconds ahead',
    promises: 'N2 C3 C4',
    wrong: claims((now) => ({ iat: now + 75 })),
    right: claims((now) => ({ iat: now + 45 })),
  },
  {
    what: 'of another issuer',
    promises: 'N2 C3',
    wrong: claims(() => ({ iss: 'netra-auth-service-2' })),
    right: claims(() => ({ iss: 'netra-auth-service' })),
  },
  {
    what: 'for another audience',
    promises: 'N2 C3',
    wrong: claims(() => ({ aud: 'netra' })),
    right: claims(() => ({ aud: 'netra-platform' })),
  },
  {
    what: 'with its audience in a list',
    promises: 'N2 C3 N12',
    wrong: claims(() => ({ aud: ['netra-platform'] })),
    right: claims(() => ({ aud: 'netra-platform' })),
  },
  {
    what: 'of type refresh',
    promises: 'N2 C3',
    wrong: claims(() => ({ token_type: 'refresh' })),
    right: claims(() => ({ token_type: 'access' })),
  },
  {
    what: 'with an empty sub',
    promises: 'N2 C3',
    wrong: claims(() => ({ sub: '' })),
    right: unchanged,
  },
  {
    what: 'whose email is no text',
    promises: 'N2 C3 N12',
    wrong: claims(() => ({ email: 7 })),
    right: unchanged,
  },
  {
    what: 'whose permissions are no list',
    promises: 'N2 C3 N12',
    wrong: claims(() => ({ permissions: 'read' })),
    right: claims(() => ({ permissions: ['read'] })),
  },
  {
    what: 'whose permissions are numbers',
    promises: 'N2 C3 N12',
    wrong: claims(() => ({ permissions: [1, 2] })),
    right: claims(() => ({ permissions: ['read'] })),
  },
  ...without('N2 C3', 'iss', 'aud', 'token_type', 'sub', 'jti'),
  ...without('N2 C3 N12', 'exp', 'iat'),
];
