import { conclude } from '../../doctor/conclude.ts';
import { answerOf } from '../../doctor/observation/answer.ts';
import { clockOffsets } from '../../doctor/observation/clock-offset.ts';
import { noObservations, type Observations } from '../../doctor/observation/observations.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import { expect, test } from '../fixtures/test.ts';
import { allCoded } from './observed/all-coded.ts';
import { answer } from './observed/answer.ts';
import { both } from './observed/both.ts';
import { inHand } from './observed/in-hand.ts';
import { offered } from './observed/offered.ts';
import { page } from './observed/page.ts';
import { passing } from './observed/passing.ts';
import { refusedEverywhere } from './observed/refused-everywhere.ts';
import { service } from './observed/service.ts';
import { shake } from './observed/shake.ts';
import { toldOf } from './observed/told-of.ts';
import { unavailable } from './observed/unavailable.ts';
import { usesOf } from './observed/uses-of.ts';

const judged: { title: string; seen: Partial<Observations>; causes: string[] }[] = [
  { title: 'nothing that is wrong', seen: { uses: usesOf('threads a 200') }, causes: [] },
  {
    title: 'refusals that say that the token is bad',
    seen: {
      ...refusedEverywhere,
      uses: allCoded(refusedEverywhere.uses, 'AUTH_FAILED'),
    },
    causes: ['backend-secret-differs'],
  },
  {
    title: 'refusals that hide why',
    seen: refusedEverywhere,
    causes: ['backend-secret-differs | service-credentials-refused'],
  },
  {
    title: 'refusals that say that nobody can tell, of a backend that finds the auth service',
    seen: { ...refusedEverywhere, uses: unavailable, garbage: answer(503) },
    causes: ['service-credentials-refused'],
  },
  {
    title: 'the same, of a backend through which nobody can log in',
    seen: {
      ...refusedEverywhere,
      uses: unavailable,
      garbage: answer(503),
      login: answer(200),
      loginThroughBackend: answer(503),
    },
    causes: ['auth-url-wrong'],
  },
  {
    title: 'bad tokens, of a backend through which nobody who has just registered can log in',
    seen: {
      ...refusedEverywhere,
      uses: allCoded(refusedEverywhere.uses, 'AUTH_FAILED'),
      login: answer(200),
      loginThroughBackend: answer(401, { form: 'detail', code: 'Invalid credentials' }),
    },
    causes: ['auth-url-wrong'],
  },
  {
    title: 'outages, of a backend whose login is guarded',
    seen: {
      ...refusedEverywhere,
      uses: unavailable,
      garbage: answer(503),
      login: answer(200),
      loginThroughBackend: answer(404, { form: 'envelope', code: 'NOT_FOUND' }),
    },
    causes: ['service-credentials-refused | auth-url-wrong | circuit-open'],
  },
  {
    title: 'outages that ask to come again later than it was waited for',
    seen: {
      ...refusedEverywhere,
      uses: unavailable.map((use) => ({ ...use, retryAfterS: 20 })),
      garbage: answer(503),
    },
    causes: ['service-credentials-refused | circuit-open'],
  },
  {
    title: 'a website that answers handshakes, to a good token, to a forged one and to none',
    seen: {
      ...both,
      uses: passing,
      sockets: [shake('no token', 200), shake('forged token', 200), ...offered(200)].map((socket) => ({
        ...socket,
        ...page,
      })),
    },
    causes: ['wrong-host-or-path | upgrade-not-forwarded'],
  },
  {
    title: 'a socket that selects nothing where it lets in, from its own Origin',
    seen: {
      uses: passing,
      sockets: [
        ...['header', 'subprotocol', 'foreign origin'].map((offer) => shake(offer, 403, page)),
        shake('own origin', 101, { subprotocol: '' }),
      ],
    },
    causes: ['subprotocol-not-selected', 'origin-refused'],
  },
  {
    title: 'a firewall that blocks the first login through the backend alone',
    seen: {
      ...both,
      uses: passing,
      registration: answer(200),
      login: answer(200),
      loginThroughBackend: answer(403, page),
      loginAgain: answer(200),
    },
    causes: ['edge-blocks-request'],
  },
  {
    title: 'a bypass that answers the key as a wrong one',
    seen: {
      bypass: {
        withoutKey: answer(401, { form: 'detail', code: 'E2E bypass key required' }),
        wrongKey: answer(401, { form: 'detail', code: 'Invalid E2E bypass key' }),
        rightKey: answer(401, { form: 'detail', code: 'Invalid E2E bypass key' }),
      },
    },
    causes: ['bypass-key-invalid'],
  },
  {
    title: 'a forged token that is accepted, and a clock that is off',
    seen: {
      auth: {
        health: answer(200, { serverDateMs: 2_000_000 }),
        says: { status: 'healthy', service: 'auth', environment: 'staging' },
        namesDatabase: false,
      },
      accounts: [],
      withoutToken: [{ ...answer(403), family: 'chat' }],
      forged: [{ ...answer(200), family: 'chat' }],
    },
    causes: ['auth-check-disabled', 'clock-skew'],
  },
  {
    title: 'a gateway that refuses everything with JSON of its own',
    seen: {
      auth: service('auth'),
      backend: { health: answer(403, { form: 'json' }), namesDatabase: false },
    },
    causes: ['edge-blocks-request'],
  },
  {
    title: 'a backend whose proxy says that nothing is behind it',
    seen: { auth: service('auth'), backend: { health: answer(502, page), namesDatabase: false } },
    causes: ['backend-down'],
  },
  {
    title: 'handshakes that nobody answered in time',
    seen: {
      uses: passing,
      sockets: [shake('no token', 403), ...offered(0, { failure: 'no answer in time', durationMs: 3_000 })],
    },
    causes: ['handshake-timeout'],
  },
  {
    title: 'handshakes that nobody answered in time, also without a token',
    seen: {
      ...both,
      uses: passing,
      sockets: [shake('no token', 0), ...offered(0)].map((socket) => ({
        ...socket,
        failure: 'no answer in time',
        durationMs: 3_000,
      })),
    },
    causes: ['wrong-host-or-path | handshake-timeout'],
  },
  {
    title: 'a health answer of a proxy that has nobody behind it for now',
    seen: {
      auth: service('auth'),
      backend: {
        health: answer(503, page),
        later: { health: answer(503, page), afterMs: 7_000 },
        namesDatabase: false,
      },
    },
    causes: ['service-starting | backend-down'],
  },
  {
    title: 'a gateway that refuses with JSON only what is not there',
    seen: {
      ...both,
      uses: passing,
      siblings: [{ ...answer(403, { form: 'json' }), family: 'threads' }],
      backend: service('backend', { nonsense: answer(403, { form: 'json' }) }),
    },
    causes: [],
  },
  {
    title: 'a health answer that names a database which is connected',
    seen: { ...both, auth: service('auth', { namesDatabase: true }), uses: passing },
    causes: [],
  },
  {
    title: 'a Date that a cache has written itself, beside an Age',
    seen: {
      auth: service('auth', { health: answer(200, { serverDateMs: 1_000_000, ageMs: 1_000_000 }) }),
      uses: passing,
    },
    causes: [],
  },
  {
    title: 'handshakes that are cut after the same long time',
    seen: { uses: passing, sockets: offered(502, { durationMs: 3_000 }) },
    causes: ['handshake-timeout'],
  },
  {
    title: 'handshakes to a path that is not there',
    seen: {
      ...both,
      uses: passing,
      sockets: [shake('no token', 404), ...offered(404)],
      plainSocketPath: answer(404, { form: 'envelope', code: 'NOT_FOUND' }),
    },
    causes: ['wrong-host-or-path | upgrade-not-forwarded'],
  },
  {
    title: 'handshakes that are refused by turns, as with a bad token',
    seen: {
      uses: passing,
      sockets: [
        shake('header', 401),
        shake('header', 101),
        shake('subprotocol', 401),
        shake('subprotocol', 101),
        shake('foreign origin', 101),
      ],
    },
    causes: ['replica-secret-differs'],
  },
  {
    title: 'a socket that refuses a good token as it refuses none',
    seen: { uses: passing, sockets: [shake('no token', 403), ...offered(403)] },
    causes: ['socket-secret-differs | origin-refused'],
  },
  {
    title: 'a socket that refuses a good token in another way than none',
    seen: {
      uses: passing,
      sockets: [
        shake('no token', 401, { form: 'envelope', code: 'AUTH_REQUIRED' }),
        ...offered(401, { form: 'envelope', code: 'AUTH_FAILED' }),
      ],
    },
    causes: ['socket-secret-differs'],
  },
  {
    title: 'refusals that hide why, of a backend that has no route for a login',
    seen: {
      ...refusedEverywhere,
      login: answer(200),
      loginThroughBackend: answer(404, { form: 'envelope', code: 'NOT_FOUND' }),
    },
    causes: ['backend-secret-differs | service-credentials-refused | auth-url-wrong'],
  },
  {
    title: 'a token in hand without the permission to read',
    seen: {
      uses: passing,
      ...inHand({
        validation: { answer: answer(200), valid: true, userStatus: 'active', permissions: [] },
        use: answer(403, { form: 'envelope', code: 'PERMISSION_DENIED' }),
      }),
    },
    causes: ['permission-missing'],
  },
  {
    title: 'a token in hand that is good, and refused alone',
    seen: { uses: passing, ...inHand({ use: answer(401) }) },
    causes: ['negative-cache-stale'],
  },
  {
    title: 'URLs of which each leads to the other service',
    seen: {
      accounts: [],
      auth: service('backend'),
      backend: service('auth'),
    },
    causes: ['wrong-host-or-path'],
  },
  {
    title: 'a public route that asks for a token, and a token that may not be used twice',
    seen: {
      uses: allCoded(
        usesOf('threads a 200', 'threads a 401', 'chat a 401', 'threads b 200'),
        'AUTH_FAILED',
      ).map((use) => (use.status === 200 ? { ...use, form: 'json' as const } : use)),
      publicRoutes: [answer(200), answer(401)],
    },
    causes: ['public-route-guarded', 'token-reuse-refused'],
  },
  {
    title: 'requests that are put off, each time',
    seen: { putOff: ['GET /a', 'GET /a'], publicRoutes: [answer(429, page)] },
    causes: ['edge-rate-limited'],
  },
];

test.describe('what was seen', () => {
  for (const { title, seen, causes } of judged)
    test(`${title}, comes to ${causes.join(' + ') || 'no cause'}`, () => {
      expect(toldOf(seen)).toEqual({ causes, unknown: [], isHealthy: causes.length === 0 });
    });

  test('of a clock is read past the time that a cache held the answer', () => {
    const headers = new Headers({ date: 'Sun, 22 Nov 2026 10:00:00 GMT', age: '600' });
    const health = answerOf(new WireResponse({ request: 'GET /health', status: 200, headers, body: '{}' }));
    const atMs = Date.parse('2026-11-22T10:10:01Z');

    expect(clockOffsets({ auth: service('auth', { health: { ...answer(200), ...health, atMs } }) })).toEqual({
      auth: -1_002.5,
    });
  });

  test('of a firewall explains what it blocks, and nothing else', () => {
    const seen = {
      ...both,
      uses: passing,
      publicRoutes: [answer(403, page), answer(200)],
      run: { thread: answer(201), asked: answer(202), events: ['agent_started'] },
    };

    expect(toldOf(seen)).toMatchObject({
      causes: ['edge-blocks-request'],
      unknown: ['an agent run does not end'],
    });
  });

  test('of a login that refuses the token which it has just got does not speak of another auth service', () => {
    const seen = {
      ...refusedEverywhere,
      uses: allCoded(refusedEverywhere.uses, 'AUTH_FAILED'),
      login: answer(200),
      loginThroughBackend: answer(401, { form: 'envelope', code: 'AUTH_FAILED' }),
    };

    expect(toldOf(seen)).toMatchObject({
      causes: ['backend-secret-differs'],
      unknown: ['a login through the backend fails'],
    });
  });

  const missing = (...names: string[]): Partial<Observations> => ({
    configuration: names.map((name) => ({ name, source: undefined, text: 'Set it.' })),
  });
  for (const { names, causes } of [
    { names: ['STAGING_AUTH_URL', 'STAGING_BACKEND_URL'], causes: ['configuration-not-loaded'] },
    { names: ['STAGING_BACKEND_URL'], causes: [] },
    { names: ['STAGING_USER_KEY'], causes: ['credentials-missing'] },
  ])
    test(`of a configuration that lacks ${names.join(' and ')} alone comes to ${causes.join() || 'no cause'}`, () => {
      expect(toldOf(missing(...names)).causes).toEqual(causes);
    });

  test('leaves no cause without a reason, whatever was not asked', () => {
    const { findings, ruledOut, silent } = conclude(noObservations());

    expect(findings).toEqual([]);
    expect([...ruledOut, ...silent].filter(({ reason }) => !/^\S.*\.$/.test(reason))).toEqual([]);
  });
});
