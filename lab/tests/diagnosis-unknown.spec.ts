import type { Observations } from '../../doctor/observation/observations.ts';
import { expect, test } from '../fixtures/test.ts';
import { account } from './observed/account.ts';
import { allCoded } from './observed/all-coded.ts';
import { answer } from './observed/answer.ts';
import { both } from './observed/both.ts';
import { inHand } from './observed/in-hand.ts';
import { letInBy } from './observed/let-in-by.ts';
import { offered } from './observed/offered.ts';
import { page } from './observed/page.ts';
import { passing } from './observed/passing.ts';
import { refusedEverywhere } from './observed/refused-everywhere.ts';
import { service } from './observed/service.ts';
import { shake } from './observed/shake.ts';
import { toldOf } from './observed/told-of.ts';
import { unavailable } from './observed/unavailable.ts';
import { usesOf } from './observed/uses-of.ts';

const unexplained: { title: string; seen: Partial<Observations>; unknown: string[] }[] = [
  {
    title: 'an agent run that does not end',
    seen: { run: { thread: answer(201), asked: answer(202), events: ['agent_started'] } },
    unknown: ['an agent run does not end'],
  },
  {
    title: 'one family that says 404 alone',
    seen: {
      uses: usesOf('threads a 200', 'chat a 404', 'chat b 404'),
      siblings: [{ ...answer(404), family: 'threads' }],
    },
    unknown: ['some routes refuse good tokens'],
  },
  {
    title: 'one family that crashes',
    seen: {
      uses: usesOf('threads a 200', 'chat a 500', 'chat b 500'),
      siblings: [{ ...answer(404), family: 'threads' }],
    },
    unknown: ['a request ends in a server error', 'some routes refuse good tokens'],
  },
  {
    title: 'outages of a backend that finds the auth service by now, and no token was used since',
    seen: {
      ...refusedEverywhere,
      uses: unavailable.map((use) => ({ ...use, retryAfterS: 30 })),
      garbage: answer(503),
      login: answer(200),
      loginThroughBackend: answer(503),
      loginAgain: answer(200, { atMs: 1_002_000 }),
    },
    unknown: ['a login through the backend fails at first', 'every good token is refused'],
  },
  {
    title: 'an outage at the last request, after which no token was used',
    seen: {
      uses: passing,
      withoutToken: [{ ...answer(401), family: 'chat' }],
      garbage: answer(401),
      noSuchObject: answer(401, { atMs: 1_002_000 }),
    },
    unknown: ['refusals are all alike'],
  },
  {
    title: 'one slow refusal that does not come again',
    seen: { uses: usesOf('threads a 200', 'threads a 401 900', 'threads b 200', 'threads c 200') },
    unknown: ['a good token is refused once'],
  },
  {
    title: 'an outage in the middle, of a target that hides it',
    seen: {
      uses: usesOf(
        'threads a 200',
        'chat a 401',
        'threads b 401',
        'threads c 401',
        'chat d 200',
        'threads d 200',
      ),
    },
    unknown: ['good tokens are refused in a row, and pass again'],
  },
  {
    title: 'one outage at the first use',
    seen: {
      uses: allCoded(usesOf('threads a 503'), 'AUTH_UNAVAILABLE').concat(
        usesOf('threads a 200', 'threads b 200').map((use) => ({ ...use, atMs: use.atMs + 100 })),
      ),
    },
    unknown: ['good tokens are refused at first'],
  },
  {
    title: 'tokens of which each is refused while it is new',
    seen: {
      uses: usesOf(
        'threads a 401',
        'threads a 401',
        'threads a 401',
        'threads b 401',
        'threads a 200',
        'threads b 401',
        'threads b 401',
        'threads b 200',
      ),
    },
    unknown: ['some tokens are refused for a while'],
  },
  {
    title: 'good tokens that nobody can judge, but not at once',
    seen: {
      ...refusedEverywhere,
      withoutToken: [{ ...answer(401), family: 'chat' }],
      uses: unavailable.map((use) => ({ ...use, durationMs: 3_000 })),
      garbage: answer(503),
    },
    unknown: ['every good token is refused'],
  },
  {
    title: 'late refusals, of an auth service that is fast when it is asked directly',
    seen: {
      uses: usesOf(
        'threads a 200',
        'threads b 503 1000',
        'threads c 200',
        'threads d 503 1000',
        'threads e 200',
      ),
    },
    unknown: ['good tokens are refused late'],
  },
  {
    title: 'refusals by turns, of an auth service that refuses some of its own tokens',
    seen: {
      uses: usesOf('threads a 200', 'threads b 401', 'threads c 200', 'threads d 401', 'threads e 200'),
      repeatedValidations: [{ answer: answer(200), valid: false, error: 'invalid_token' }],
    },
    unknown: ['the auth service refuses its own token', 'good tokens are refused by turns'],
  },
  {
    title: 'handshakes from a foreign Origin that nobody could judge',
    seen: {
      uses: passing,
      sockets: [
        ...letInBy('header', 'subprotocol', 'own origin'),
        shake('foreign origin', 503),
        shake('foreign origin', 503),
      ],
    },
    unknown: ['a foreign origin is refused'],
  },
  {
    title: 'a token in hand that nobody could judge once',
    seen: { uses: passing, ...inHand({ use: answer(503, { form: 'envelope', code: 'AUTH_UNAVAILABLE' }) }) },
    unknown: ['the token in hand is refused'],
  },
  {
    title: 'users that are made, and whose tokens nobody can read',
    seen: { ...both, accounts: [], registration: answer(200), bypass: { rightKey: answer(200) } },
    unknown: ['nobody can be signed in'],
  },
  {
    title: 'a registration that fails, while the bypass makes users',
    seen: { registration: answer(500, { form: 'text' }), bypass: { rightKey: answer(200) } },
    unknown: ['a request ends in a server error', 'nobody can register'],
  },
  {
    title: 'a key of the bypass that is answered as none',
    seen: {
      bypass: {
        withoutKey: answer(401, { form: 'detail', code: 'E2E bypass key required' }),
        wrongKey: answer(401, { form: 'detail', code: 'E2E bypass key required' }),
        rightKey: answer(401, { form: 'detail', code: 'E2E bypass key required' }),
      },
    },
    unknown: ['the bypass refuses the key'],
  },
  {
    title: 'a page of a website where a protected route should be',
    seen: { uses: passing, withoutToken: [{ ...answer(200, page), family: 'chat' }] },
    unknown: ['a page comes where data is expected'],
  },
  {
    title: 'a public route that gave no answer',
    seen: { uses: passing, publicRoutes: [answer(0, { failure: 'ECONNRESET' }), answer(200)] },
    unknown: ['a request gets no answer'],
  },
  {
    title: 'one handshake by header that a proxy gave up at once',
    seen: {
      uses: passing,
      sockets: [shake('header', 504, page), ...letInBy('subprotocol', 'foreign origin', 'own origin')],
    },
    unknown: [
      'an answer came from before the services',
      'a request ends in a server error',
      'the socket refuses the header',
    ],
  },
  {
    title: 'an auth service that refuses the service that asks',
    seen: {
      accounts: [{ ...account, validation: { answer: answer(200), error: 'invalid_service_id' } }],
    },
    unknown: ['the auth service does not validate'],
  },
  {
    title: 'a socket where nothing listens',
    seen: {
      uses: passing,
      sockets: [shake('no token', 0), ...offered(0, { failure: 'ECONNREFUSED', durationMs: 2 })],
    },
    unknown: ['a request gets no answer', 'the socket refuses both ways'],
  },
  {
    title: 'a header whose handshake was cut once',
    seen: {
      uses: passing,
      sockets: [
        shake('no token', 401),
        shake('header', 0, { failure: 'ECONNRESET' }),
        ...letInBy('subprotocol', 'foreign origin', 'own origin'),
      ],
    },
    unknown: ['a request gets no answer', 'the socket refuses the header'],
  },
  {
    title: 'one handshake of several that nobody could judge',
    seen: {
      uses: passing,
      sockets: [shake('header', 503), ...letInBy('header', 'subprotocol', 'foreign origin')],
    },
    unknown: ['handshakes are refused by turns'],
  },
  {
    title: 'a handshake with a forged token that crashes',
    seen: {
      uses: passing,
      sockets: [...letInBy('header', 'subprotocol', 'foreign origin'), shake('forged token', 500)],
    },
    unknown: ['a request ends in a server error'],
  },
  {
    title: 'garbage that is answered as an outage, while good tokens pass',
    seen: { uses: passing, garbage: answer(503, { form: 'envelope', code: 'AUTH_UNAVAILABLE' }) },
    unknown: ['a bad token is answered as an outage'],
  },
  {
    title: 'a service that says that it is not healthy',
    seen: {
      ...both,
      backend: service('backend', {
        says: { status: 'unhealthy', service: 'backend', environment: 'staging' },
      }),
    },
    unknown: ['a service is not healthy'],
  },
  {
    title: 'a health answer of another form',
    seen: {
      auth: service('auth'),
      backend: {
        health: answer(200, { notUnderstood: 'not understood: field status, expected string' }),
        namesDatabase: false,
      },
    },
    unknown: ['an answer is not understood'],
  },
  {
    title: 'a public route that crashes with a text',
    seen: { uses: passing, publicRoutes: [answer(500, { form: 'text' }), answer(200)] },
    unknown: ['a request ends in a server error'],
  },
];

test.describe('what was seen', () => {
  for (const { title, seen, unknown } of unexplained)
    test(`${title}, comes to no cause, and is told as unknown`, () => {
      expect(toldOf(seen)).toEqual({ causes: [], unknown, isHealthy: false });
    });
});
