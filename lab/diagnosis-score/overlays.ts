import { randomBytes } from 'node:crypto';
import { Secret } from '../../config/secret.ts';
import type { ExamineOptions } from '../../doctor/examine.ts';
import { forgeToken } from '../../helpers/auth/forge-token.ts';
import { offerOf } from '../../helpers/socket/offer-of.ts';

/** What a diagnosis is given, before something is made wrong with it. */
export interface Given {
  /** The variables that hand a staging over. */
  variables: Readonly<Record<string, string>>;
  /** A real token of the target, and the secret that signs there. */
  issueToken: () => Promise<Secret>;
  signingSecret: Secret;
}

type Overlay = (given: Given) => Promise<Pick<ExamineOptions, 'variables' | 'token' | 'offer' | 'now'>>;

const variables =
  (change: Record<string, string | undefined>): Overlay =>
  ({ variables: before }) =>
    Promise.resolve({ variables: { ...before, ...change } });

const claims =
  (change: (now: number) => Record<string, unknown>): Overlay =>
  async ({ issueToken, signingSecret }) => ({
    token: await forgeToken(await issueToken(), signingSecret, {
      claims: change(Math.floor(Date.now() / 1000)),
    }),
  });

const offer =
  (write: (token: string, encoded: string) => string): Overlay =>
  async ({ issueToken }) => {
    const token = await issueToken();
    const [, encoded = ''] = offerOf({ via: 'subprotocol', token }).subprotocols;
    return { offer: new Secret(write(token.reveal(), encoded.slice('jwt.'.length))) };
  };

const clock =
  (offsetS: number): Overlay =>
  () =>
    Promise.resolve({ now: () => Date.now() + offsetS * 1000 });

const random = (): string => randomBytes(48).toString('base64url');

/** What can be wrong on the harness's side: with its variables, its clock, or what somebody has in hand. */
export const overlays = {
  'file-missing': () =>
    Promise.resolve({ variables: { STAGING_TARGET: 'remote', STAGING_ENV_FILE: '/no/such/staging.env' } }),
  'file-not-named': () => Promise.resolve({ variables: { STAGING_TARGET: 'remote' } }),
  'bypass-key-not-set': variables({ E2E_OAUTH_SIMULATION_KEY: undefined }),
  'user-key-not-set': variables({ STAGING_USER_KEY: undefined }),
  'bypass-key-rotated': (given) => variables({ E2E_OAUTH_SIMULATION_KEY: random() })(given),
  'bypass-key-with-newline': (given) =>
    variables({ E2E_OAUTH_SIMULATION_KEY: `${given.variables['E2E_OAUTH_SIMULATION_KEY'] ?? ''}\n` })(given),
  'signing-secret-stale': (given) => variables({ JWT_SECRET_STAGING: random() })(given),
  'signing-secret-known': variables({
    JWT_SECRET_STAGING: 'development-jwt-secret-minimum-32-characters-long',
  }),
  'claim-type': claims(() => ({ token_type: undefined, type: 'access' })),
  'claim-iss': claims(() => ({ iss: 'netra-auth' })),
  'claim-aud': claims(() => ({ aud: 'netra' })),
  'claim-jti': claims(() => ({ jti: undefined })),
  'token-old': claims((now) => ({ iat: now - 7200, exp: now - 6300 })),
  'offer-raw': offer((token) => `jwt-auth, jwt.${token}`),
  'offer-unprefixed': offer((_token, encoded) => `jwt-auth, ${encoded}`),
  'offer-padded': offer((_token, encoded) => `jwt-auth, jwt.${encoded}==`),
  'clock-behind': clock(-600),
  'clock-ahead': clock(600),
} satisfies Record<string, Overlay>;

export type OverlayName = keyof typeof overlays;
