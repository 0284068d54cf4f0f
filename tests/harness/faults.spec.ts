import { Secret } from '../../config/secret.ts';
import { timeouts } from '../../config/timeouts.ts';
import type { PrivateStaging } from '../../fixtures/start-staging.ts';
import { expect, test } from '../../fixtures/test.ts';
import { isSignedWith } from '../../helpers/auth/is-signed-with.ts';
import { reSignToken } from '../../helpers/auth/re-sign-token.ts';

/** What a fault changes, as a probe sees it. */
interface Row {
  /** With its parameters. */
  fault: string;
  /** Ends the title of its test. */
  shows: string;
  probe: (target: PrivateStaging) => Promise<unknown>;
  healthy: unknown;
  faulty: unknown;
}

const threads = { method: 'GET', path: '/api/threads' } as const;
const messages = { method: 'GET', path: '/api/chat/messages' } as const;

let users = 0;
/** A token of a new user. */
async function token({ auth, bypassKey }: PrivateStaging): Promise<Secret> {
  users += 1;
  const email = `test-faults-${String(users)}@staging.netrasystems.ai`;
  return (await auth.bypass(bypassKey, { email, name: 'Flo Fault' })).access_token;
}

const statusOf = async (
  { backend }: PrivateStaging,
  request: { method: 'GET' | 'POST'; path: string },
  by?: Secret,
): Promise<number> => (await backend.send({ ...request, ...(by && { token: by }) })).status;

/** Whether the auth service takes a token: asked directly, not by the backend. */
async function isValid({ authService }: PrivateStaging, asked: Secret): Promise<unknown> {
  const body = { token: asked.reveal() };
  const answer = await authService.send({ method: 'POST', path: '/auth/validate', body });
  return (answer.json() as Record<string, unknown>)['valid'];
}

async function upgrade({ attempt }: PrivateStaging, by: Secret): Promise<number> {
  const { handshake, socket } = await attempt({ via: 'header', token: by });
  await socket?.close(timeouts.frameMs);
  return handshake.status;
}

/** At the issuer, on two route families, and at the socket. */
async function split(target: PrivateStaging, by: Secret): Promise<unknown[]> {
  return [
    await isValid(target, by),
    await statusOf(target, threads, by),
    await statusOf(target, messages, by),
    await upgrade(target, by),
  ];
}

const ofOneToken = async (target: PrivateStaging): Promise<unknown> => split(target, await token(target));
const ofTwoUsers = async (target: PrivateStaging): Promise<unknown> => [
  await ofOneToken(target),
  await ofOneToken(target),
];
const accepted = [true, 200, 200, 101];

const rows: Row[] = [
  {
    fault: 'bypass-not-configured',
    shows: 'a 503 for the right key and a wrong one',
    probe: async ({ authService, bypassKey }) => {
      const call = { method: 'POST', path: '/auth/e2e/test-auth', body: {} } as const;
      const keys = [bypassKey, new Secret('no key of anybody', { isPublic: true })];
      const answers = await Promise.all(
        keys.map((key) => authService.send({ ...call, headers: { 'X-E2E-Bypass-Key': key } })),
      );
      return answers.map(({ status }) => status);
    },
    healthy: [200, 401],
    faulty: [503, 503],
  },
  {
    fault: 'bypass-wrong-environment',
    shows: 'a 403 whatever the key',
    probe: async ({ authService, bypassKey }) => {
      const call = { method: 'POST', path: '/auth/e2e/test-auth', body: {} } as const;
      const withKey = await authService.send({ ...call, headers: { 'X-E2E-Bypass-Key': bypassKey } });
      return [withKey.status, (await authService.send(call)).status];
    },
    healthy: [200, 401],
    faulty: [403, 403],
  },
  ...['behind', 'ahead'].map((way) => ({
    fault: `clock-skew:behind-s=${way === 'behind' ? '900' : '0'}:ahead-s=${way === 'ahead' ? '900' : '0'}`,
    shows: `a Date that is ${way}`,
    probe: async ({ authService }: PrivateStaging) => {
      const { headers } = await authService.send({ method: 'GET', path: '/health' });
      return Math.floor((Date.parse(headers.get('Date') ?? '') - Date.now()) / 60_000 + 0.5);
    },
    healthy: 0,
    faulty: way === 'behind' ? -15 : 15,
  })),
  {
    fault: 'token-expired',
    shows: 'a fresh token that the issuer refuses',
    probe: ofOneToken,
    healthy: accepted,
    faulty: [false, 401, 401, 403],
  },
  {
    fault: 'user-unknown',
    shows: 'a user whose valid token is refused, and another who is accepted',
    probe: ofTwoUsers,
    healthy: [accepted, accepted],
    faulty: [[true, 403, 403, 403], accepted],
  },
  {
    fault: 'user-inactive',
    shows: 'a user whom the auth service calls inactive',
    probe: async (target) => {
      const by = await token(target);
      const me = await target.authService.send({ method: 'GET', path: '/auth/me', token: by });
      return [await split(target, by), me.status];
    },
    healthy: [accepted, 200],
    faulty: [[true, 403, 403, 403], 403],
  },
  {
    fault: 'permission-missing',
    shows: 'a user who reads and may not write, and another who may',
    probe: async (target) => {
      const [first, second] = [await token(target), await token(target)];
      const make = { method: 'POST', path: '/api/threads' } as const;
      return [
        await split(target, first),
        await statusOf(target, make, first),
        await statusOf(target, make, second),
      ];
    },
    healthy: [accepted, 201, 201],
    faulty: [accepted, 403, 201],
  },
  {
    fault: 'issuer-secret-split',
    shows: 'a token of the published secret that the issuer refuses',
    probe: async (target) => {
      const by = await token(target);
      return [await isSignedWith(by, target.signingSecret), await split(target, by)];
    },
    healthy: [true, accepted],
    faulty: [true, [false, 401, 401, 403]],
  },
  {
    fault: 'backend-secret-differs',
    shows: 'a token that the issuer takes and the backend refuses everywhere',
    probe: ofOneToken,
    healthy: accepted,
    faulty: [true, 401, 401, 403],
  },
  {
    fault: 'socket-secret-differs',
    shows: 'a token that only the socket refuses',
    probe: ofOneToken,
    healthy: accepted,
    faulty: [true, 200, 200, 403],
  },
  ...[2, 3].map((replicas) => ({
    fault: `replica-secret-differs:replicas=${String(replicas)}`,
    shows: `refusals of every ${String(replicas)} requests one`,
    probe: async (target: PrivateStaging) => {
      const by = await token(target);
      const statuses: number[] = [];
      while (statuses.length < 6) statuses.push(await statusOf(target, threads, by));
      return statuses;
    },
    healthy: [200, 200, 200, 200, 200, 200],
    faulty: replicas === 2 ? [401, 200, 401, 200, 401, 200] : [401, 200, 200, 401, 200, 200],
  })),
  {
    fault: 'service-credentials-refused',
    shows: 'a 503 for garbage and for a token that the issuer takes',
    probe: async (target) => [
      await ofOneToken(target),
      await statusOf(target, threads, new Secret('garbage', { isPublic: true })),
    ],
    healthy: [accepted, 401],
    faulty: [[true, 503, 503, 503], 503],
  },
  ...['refused', 'hang-up', 'website'].map((host) => ({
    fault: `auth-url-wrong:host=${host}`,
    shows: 'a 503 everywhere while the auth service answers',
    probe: ofOneToken,
    healthy: accepted,
    faulty: [true, 503, 503, 503],
  })),
  {
    fault: 'auth-check-disabled',
    shows: 'a forged token that is taken',
    probe: async (target) => split(target, await reSignToken(await token(target))),
    healthy: [false, 401, 401, 403],
    faulty: [false, 200, 200, 101],
  },
];

test.describe('a fault', () => {
  for (const { fault, shows, probe, healthy, faulty } of rows) {
    test(`${fault} shows ${shows}`, async ({ startStaging }) => {
      expect(await probe(await startStaging())).toEqual(healthy);
      expect(await probe(await startStaging({ variants: [fault] }))).toEqual(faulty);
    });
  }
});
