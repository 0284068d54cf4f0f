import { Secret } from '../../config/secret.ts';
import { timeouts } from '../../config/timeouts.ts';
import type { PrivateStaging } from '../../fixtures/start-staging.ts';
import { expect, test } from '../fixtures/test.ts';
import { forgeToken } from '../../helpers/auth/forge-token.ts';
import { isSignedWith } from '../../helpers/auth/is-signed-with.ts';
import { reSignToken } from '../../helpers/auth/re-sign-token.ts';
import type { HttpClient } from '../../helpers/http/http-client.ts';
import { lookUntil } from '../../helpers/http/look-until.ts';

/** What a fault changes, as a probe sees it. */
interface Row {
  /** With its parameters. */
  fault: string;
  /** Ends the title of its test. */
  shows: string;
  probe: (target: PrivateStaging) => Promise<unknown>;
  healthy: unknown;
  faulty: unknown;
  /** What it does to a socket beyond what the contract allows. */
  breach?: string;
}

const threads = { method: 'GET', path: '/api/threads' } as const;
const messages = { method: 'GET', path: '/api/chat/messages' } as const;
const unknown = { method: 'GET', path: '/api/chat/nonsense' } as const;
const health = { method: 'GET', path: '/health' } as const;
const garbage = new Secret('garbage', { isPublic: true });
const knownDefault = new Secret('test-jwt-secret-key-32-characters-long-for-testing-only', {
  isPublic: true,
});

let users = 0;
/** A token of a new user. */
async function token({ auth, bypassKey }: PrivateStaging): Promise<Secret> {
  users += 1;
  const email = `test-faults-${users}@staging.netrasystems.ai`;
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

async function upgrade(
  { attempt }: PrivateStaging,
  by: Secret | undefined,
  via: 'header' | 'subprotocol' = 'header',
): Promise<number> {
  const { handshake, socket } = await attempt(by ? { via, token: by } : { via: 'none' });
  await socket?.close(timeouts.frameMs);
  return handshake.status;
}

/** What a status comes to within the deadline: 200, or what it is then. */
const settled = (status: () => Promise<number>): Promise<number> =>
  lookUntil(status, (seen) => seen === 200, { deadlineMs: timeouts.frameMs, everyMs: 50 });

/** The status of health, or why there is none. */
const reached = (service: HttpClient): Promise<unknown> =>
  service.send(health).then(
    ({ status }) => status,
    (error: unknown) => /\((?:\w+ )?(\w+)\)/.exec(String(error))?.[1],
  );

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
    fault: `replica-secret-differs:replicas=${replicas}`,
    shows: `refusals of every ${replicas} requests one`,
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
    probe: async (target) => [await ofOneToken(target), await statusOf(target, threads, garbage)],
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
  {
    fault: 'insecure-default-secret',
    shows: 'a token of the default secret that is taken',
    probe: async (target) => split(target, await forgeToken(await token(target), knownDefault, {})),
    healthy: [false, 401, 401, 403],
    faulty: accepted,
  },
  {
    fault: 'validation-contract-drift',
    shows: 'one family of routes that refuses, and a sibling of it that is not there',
    probe: async (target) => {
      const by = await token(target);
      return [await split(target, by), await statusOf(target, unknown, by)];
    },
    healthy: [accepted, 404],
    faulty: [[true, 200, 401, 101], 404],
  },
  {
    fault: 'route-missing',
    shows: 'one family of routes that refuses as a sibling that is not there does',
    probe: async (target) => {
      const by = await token(target);
      return [await split(target, by), await statusOf(target, unknown, by)];
    },
    healthy: [accepted, 404],
    faulty: [[true, 200, 401, 101], 401],
  },
  {
    fault: 'status-collapsed',
    shows: 'one status for no token, a bad one and an object that is not there',
    probe: async (target) => [
      await statusOf(target, threads),
      await statusOf(target, threads, garbage),
      await statusOf(target, { method: 'GET', path: '/api/threads/thr_none' }, await token(target)),
    ],
    healthy: [403, 401, 404],
    faulty: [403, 403, 403],
  },
  {
    fault: 'token-reuse-refused:within-ms=300',
    shows: 'a token that is refused at once and taken later',
    probe: async (target) => {
      const by = await token(target);
      const first = [await statusOf(target, threads, by), await statusOf(target, threads, by)];
      return [first, await settled(() => statusOf(target, threads, by))];
    },
    healthy: [[200, 200], 200],
    faulty: [[200, 401], 200],
  },
  {
    fault: 'negative-cache-stale:cache-ms=300',
    shows: 'a fresh token that is taken before an older one recovers',
    probe: async (target) => {
      const [old, fresh] = [await token(target), await token(target)];
      const refused = [await statusOf(target, threads, old), await statusOf(target, messages, old)];
      const later = [
        await statusOf(target, threads, fresh),
        await settled(() => statusOf(target, threads, old)),
      ];
      return [await isValid(target, old), refused, later];
    },
    healthy: [true, [200, 200], [200, 200]],
    faulty: [true, [401, 401], [200, 200]],
  },
  {
    fault: 'circuit-open:open-ms=300',
    shows: 'a 503 for a token that the issuer takes, until the breaker closes',
    probe: async (target) => {
      const by = await token(target);
      const answer = await target.backend.send({ ...threads, token: by });
      const again = await settled(() => statusOf(target, threads, by));
      return [await isValid(target, by), answer.status, answer.headers.get('Retry-After'), again];
    },
    healthy: [true, 200, null, 200],
    faulty: [true, 503, '1', 200],
  },
  {
    fault: 'auth-timeout-too-short:timeout-ms=100:slow-ms=200',
    shows: 'a token that is refused now and then, and is always valid',
    probe: async (target) => {
      const by = await token(target);
      const statuses: number[] = [];
      while (statuses.length < 4) statuses.push(await statusOf(target, threads, by));
      return [await isValid(target, by), [...new Set(statuses)].toSorted((a, b) => a - b)];
    },
    healthy: [true, [200]],
    faulty: [true, [200, 503]],
  },
  {
    fault: 'test-header-trusted',
    shows: 'an answer without a token to who says it is a test',
    probe: async ({ backend }) =>
      (await backend.send({ ...threads, headers: { 'X-Test-Mode': 'true' } })).status,
    healthy: 403,
    faulty: 200,
  },
  ...['health', 'ws/config'].map((path) => ({
    fault: `public-route-guarded:path=${path}`,
    shows: 'a public path that asks for a token',
    probe: (target: PrivateStaging) => statusOf(target, { method: 'GET', path: `/${path}` }),
    healthy: 200,
    faulty: 403,
  })),
  ...['conversations', 'chat/messages'].map((path) => ({
    fault: `protected-route-open:path=${path}`,
    shows: 'a protected path that asks for none',
    probe: (target: PrivateStaging) => statusOf(target, { method: 'GET', path: `/api/${path}` }),
    healthy: 403,
    faulty: 200,
  })),
  {
    fault: 'upgrade-handler-crashes',
    shows: 'a 500 to everybody who shakes hands',
    probe: async (target) => [
      await split(target, await token(target)),
      await upgrade(target, garbage),
      await upgrade(target, undefined),
    ],
    healthy: [accepted, 403, 403],
    faulty: [[true, 200, 200, 500], 500, 500],
  },
  {
    fault: 'upgrade-handler-crashes:ends=after',
    shows: 'a close 1011 to everybody who shakes hands',
    probe: async ({ attempt }) => {
      const { handshake, socket } = await attempt({ via: 'header', token: garbage });
      return [handshake.status, (await socket?.waitForClose(timeouts.frameMs))?.code];
    },
    healthy: [403, undefined],
    faulty: [101, 1011],
    breach: 'a socket closes with 1011',
  },
  ...['google', 'nginx', 'cloudflare'].map((page) => ({
    fault: `edge-blocks-request:page=${page}`,
    shows: `a page of ${page}, and the public paths beside it`,
    probe: async ({ backend }: PrivateStaging) => {
      const { status, headers } = await backend.send(threads);
      const isPage = headers.get('Content-Type')?.startsWith('text/html');
      return [status, isPage, headers.has('Server'), (await backend.send(health)).status];
    },
    healthy: [403, false, false, 200],
    faulty: [403, true, true, 200],
  })),
  {
    fault: 'edge-blocks-request:what=everything:service=auth',
    shows: 'a page in place of the auth service',
    probe: async ({ authService }) => {
      const answer = await authService.send(health);
      return [answer.status, answer.json() !== undefined];
    },
    healthy: [200, true],
    faulty: [403, false],
  },
  {
    fault: 'edge-rate-limited:requests=2:window-ms=300',
    shows: 'a 429 that waiting cures',
    probe: async (target) => {
      const statuses: number[] = [];
      while (statuses.length < 3) statuses.push(await statusOf(target, health));
      return [statuses, await settled(() => statusOf(target, health))];
    },
    healthy: [[200, 200, 200], 200],
    faulty: [[200, 200, 429], 200],
  },
  {
    fault: 'edge-strips-authorization',
    shows: 'a socket that opens by subprotocol alone',
    probe: async (target) => {
      const by = await token(target);
      return [await split(target, by), await upgrade(target, by, 'subprotocol')];
    },
    healthy: [accepted, 101],
    faulty: [[true, 200, 200, 403], 101],
  },
  {
    fault: 'edge-strips-authorization:of=everything',
    shows: 'a token that is taken as none',
    probe: ofOneToken,
    healthy: accepted,
    faulty: [true, 403, 403, 403],
  },
  ...[426, 400, 404].map((status) => ({
    fault: `upgrade-not-forwarded:status=${status}`,
    shows: `a ${status} to a handshake, and REST as ever`,
    probe: ofOneToken,
    healthy: accepted,
    faulty: [true, 200, 200, status],
  })),
  {
    fault: 'subprotocol-not-selected',
    shows: 'a handshake that only clients with a header survive',
    probe: async (target) => {
      const by = await token(target);
      const byHeader = await upgrade(target, by);
      const byBrowser = await target.attempt({ via: 'subprotocol', token: by }).then(
        async ({ handshake, socket }) => {
          await socket?.close(timeouts.frameMs);
          return handshake.subprotocol;
        },
        (error: unknown) => String(error).slice(0, 41),
      );
      return [byHeader, byBrowser];
    },
    healthy: [101, 'jwt-auth'],
    faulty: [101, 'ContractError: [SUBPROTOCOL_NOT_SELECTED]'],
  },
  ...['backend', 'edge'].map((by) => ({
    fault: `origin-refused:by=${by}`,
    shows: 'a handshake that is refused but to the own site',
    probe: async (target: PrivateStaging) => {
      const bearer = `Bearer ${(await token(target)).reveal()}`;
      const statuses: number[] = [];
      for (const origin of [undefined, 'https://evil.example', target.staging.backendUrl]) {
        const { handshake, socket } = await target.attempt({
          via: 'offer',
          authorization: new Secret(bearer),
          headers: origin === undefined ? {} : { Origin: origin },
        });
        await socket?.close(timeouts.frameMs);
        statuses.push(handshake.status);
      }
      return statuses;
    },
    healthy: [101, 101, 101],
    faulty: [403, 403, 101],
  })),
  {
    fault: 'handshake-timeout:limit-ms=100',
    shows: 'a 504 to a handshake, and REST as ever',
    probe: ofOneToken,
    healthy: accepted,
    faulty: [true, 200, 200, 504],
  },
  {
    fault: 'service-starting:ready-ms=300',
    shows: 'a 503 of health, and of all else, for a while',
    probe: async (target) => {
      const by = await token(target);
      const first = [await statusOf(target, health), await upgrade(target, by)];
      return [first, await settled(() => statusOf(target, health)), await split(target, by)];
    },
    healthy: [[200, 101], 200, accepted],
    faulty: [[503, 503], 200, accepted],
  },
  {
    fault: 'service-starting:service=auth:ready-ms=300',
    shows: 'a 503 of its health for a while',
    probe: async ({ authService }) => [
      (await authService.send(health)).status,
      await settled(async () => (await authService.send(health)).status),
    ],
    healthy: [200, 200],
    faulty: [503, 200],
  },
  ...['silent', 'named'].map((told) => ({
    fault: `database-down:health=${told}`,
    shows: `a 503 of every login, and a health that has it ${told}`,
    probe: async ({ authService }: PrivateStaging) => {
      const body = { email: 'test-none@staging.netrasystems.ai', password: 'no password of anybody' };
      const login = await authService.send({ method: 'POST', path: '/auth/login', body });
      return [(await authService.send(health)).status, login.status];
    },
    healthy: [200, 401],
    faulty: [told === 'named' ? 503 : 200, 503],
  })),
  ...[
    { answer: 'refused', told: 'ECONNREFUSED' },
    { answer: 'hang-up', told: 'ECONNRESET' },
    { answer: 'tls', told: 'ERR_SSL_WRONG_VERSION_NUMBER' },
  ].flatMap(({ answer, told }): Row[] => [
    {
      fault: `backend-down:answer=${answer}`,
      shows: told,
      probe: ({ backend }) => reached(backend),
      healthy: 200,
      faulty: told,
    },
    {
      fault: `auth-service-down:answer=${answer}`,
      shows: told,
      probe: ({ authService }) => reached(authService),
      healthy: 200,
      faulty: told,
    },
  ]),
  ...[
    { points: 'website', says: undefined },
    { points: 'path', says: undefined },
    { points: 'auth-service', says: 'auth-service' },
  ].map(({ points, says }) => ({
    fault: `wrong-host-or-path:points=${points}`,
    shows: 'no health of the backend',
    probe: async ({ backend }: PrivateStaging) =>
      ((await backend.send(health)).json() as Record<string, unknown> | undefined)?.['service'],
    healthy: 'netra-backend',
    faulty: says,
  })),
];

test.describe('a fault', () => {
  for (const { fault, shows, probe, faulty, breach } of rows) {
    const annotation = breach === undefined ? [] : [{ type: 'delivery-breach', description: breach }];
    test(`${fault} shows ${shows}`, { annotation }, async ({ startStaging }) => {
      expect(await probe(await startStaging({ variants: [fault] }))).toEqual(faulty);
    });
  }

  test('that is not there shows nothing', async ({ startStaging }) => {
    const target = await startStaging();
    const seen: unknown[] = [];
    for (const { fault, probe } of rows) seen.push([fault, await probe(target)]);

    expect(seen).toEqual(rows.map(({ fault, healthy }) => [fault, healthy]));
  });
});
