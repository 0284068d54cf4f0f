import { expect, test } from '../../fixtures/test.ts';
import { answerOf } from '../../helpers/diagnosis/answer-of.ts';
import type { Answer, SocketAnswer } from '../../helpers/diagnosis/answer.ts';
import { clockOffsets } from '../../helpers/diagnosis/clock-offset.ts';
import { conclude } from '../../helpers/diagnosis/conclude.ts';
import { noObservations } from '../../helpers/diagnosis/no-observations.ts';
import type { AccountSeen, Observations, ServiceSeen, Use } from '../../helpers/diagnosis/observations.ts';
import { offerProblems } from '../../helpers/diagnosis/offer-problems.ts';
import { readUses, type UsesPattern } from '../../helpers/diagnosis/read-uses.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import { scoreOf } from '../../helpers/diagnosis-score/score-of.ts';
import { verdictOf } from '../../helpers/diagnosis-score/verdict-of.ts';

const answer = (status: number, fields: Partial<Answer> = {}): Answer => ({
  asked: 'GET /somewhere',
  status,
  form: status < 400 ? 'json' : 'empty',
  atMs: 1_000_000,
  durationMs: 5,
  ...fields,
});

const account: AccountSeen = {
  way: 'bypass',
  claims: { sub: 'u', iat: 1_000, exp: 1_900, problems: [] },
  madeAtMs: 1_000_000,
  validation: {
    answer: answer(200),
    valid: true,
    userId: 'u',
    userStatus: 'active',
    permissions: ['read', 'write'],
  },
};

/** Uses one after the other, as `family token status [duration]`. */
const usesOf = (...lines: string[]): Use[] =>
  lines.map((line, index) => {
    const [family = '', token = '', status = '', durationMs = '5'] = line.split(' ');
    return {
      ...answer(Number(status), { atMs: 1_000_000 + 10 * index, durationMs: Number(durationMs) }),
      family: family as 'threads',
      token,
      way: 'bypass',
    };
  });

const seenWith = (fields: Partial<Observations>): Observations => ({
  ...noObservations(),
  accounts: [account],
  ...fields,
});

const causesIn = (seen: Observations): string[] =>
  conclude(seen).findings.map(({ causes }) => causes.map(({ id }) => id).join(' | '));

const patterns: { title: string; uses: string[]; pattern: UsesPattern }[] = [
  { title: 'none', uses: [], pattern: 'unasked' },
  { title: 'only accepted ones', uses: ['threads a 200', 'chat a 200'], pattern: 'accepted' },
  { title: 'only refused ones', uses: ['threads a 401', 'chat a 401'], pattern: 'refused' },
  {
    title: 'what follows a use of the same token at once',
    uses: ['threads a 200', 'threads a 401', 'chat a 401', 'threads b 200'],
    pattern: 'on reuse',
  },
  {
    title: 'one family, with every token',
    uses: ['threads a 200', 'threads a 200', 'chat a 401', 'chat b 401', 'chat c 401'],
    pattern: 'by family',
  },
  {
    title: 'one token, each time, while others pass',
    uses: [
      'threads a 401',
      'threads a 401',
      'threads b 200',
      'threads c 200',
      'threads a 401',
      'threads a 200',
    ],
    pattern: 'by token',
  },
  {
    title: 'what takes long',
    uses: [
      'threads a 200 30',
      'threads a 503 300',
      'threads b 200 35',
      'threads b 503 310',
      'threads c 200 31',
    ],
    pattern: 'by latency',
  },
  { title: 'the first ones', uses: ['threads a 503', 'threads a 200', 'chat a 200'], pattern: 'passing' },
  {
    title: 'every second one, fresh tokens too',
    uses: [
      'threads a 200',
      'threads a 401',
      'threads b 401',
      'threads b 200',
      'threads c 401',
      'threads c 200',
    ],
    pattern: 'by turns',
  },
  {
    title: 'one alone, however long it took',
    uses: ['threads a 200', 'threads a 401 900', 'threads b 200', 'threads c 200'],
    pattern: 'once',
  },
  {
    title: 'several in a row, and none before or after,',
    uses: ['threads a 200', 'chat a 503', 'threads b 503', 'threads c 503', 'chat c 200'],
    pattern: 'for a while',
  },
  {
    title: 'crashes that take long',
    uses: ['threads a 500 900', 'threads a 200', 'threads b 500 900', 'threads b 200'],
    pattern: 'by turns',
  },
  {
    title: 'what was put off',
    uses: ['threads a 200', 'threads a 429', 'threads a 200'],
    pattern: 'accepted',
  },
];

test.describe('refused uses of good tokens', () => {
  for (const { title, uses, pattern } of patterns)
    test(`${title}: are read as ${pattern}`, () => {
      expect(readUses(seenWith({ uses: usesOf(...uses) })).pattern).toBe(pattern);
    });

  test('of a user who is not active say nothing of the routes', () => {
    const unknown = {
      ...account,
      validation: { ...account.validation, answer: answer(200), userStatus: 'unknown' },
    };
    const seen = seenWith({ accounts: [unknown], uses: usesOf('threads a 403') });

    expect(readUses(seen).pattern).toBe('unasked');
  });
});

const page = { form: 'page' } as const;
/** One handshake, with the same token unless it is `no token`. */
const shake = (offer: string, status: number, fields: Partial<SocketAnswer> = {}): SocketAnswer => ({
  ...answer(status, { asked: `handshake /ws by ${offer}` }),
  offer,
  ...(status === 101 && { form: 'empty', subprotocol: 'jwt-auth', firstFrame: 'connection_established' }),
  ...fields,
});
const letInBy = (...offers: string[]): SocketAnswer[] => offers.map((offer) => shake(offer, 101));
const offered = (status: number, fields: Partial<SocketAnswer> = {}): SocketAnswer[] =>
  ['header', 'subprotocol', 'foreign origin', 'own origin'].map((offer) => shake(offer, status, fields));

const service = (name: string, fields: Partial<ServiceSeen> = {}): ServiceSeen => ({
  health: answer(200),
  says: { status: 'healthy', service: name, environment: 'staging' },
  namesDatabase: false,
  nonsense: answer(404, { form: name === 'auth' ? 'detail' : 'envelope', code: 'NOT_FOUND' }),
  ...fields,
});
const both = { auth: service('auth'), backend: service('backend') };
const passing = usesOf('threads a 200', 'threads a 200', 'chat a 200');
const allCoded = (uses: Use[], code: string): Use[] =>
  uses.map((use) => ({ ...use, form: 'envelope', code }));
const inHand = (
  fields: Partial<NonNullable<Observations['tokenInHand']>>,
): Pick<Observations, 'tokenInHand'> => ({
  tokenInHand: {
    isToken: true,
    claims: account.claims,
    ...(account.validation && { validation: account.validation }),
    ...fields,
  },
});

const refusedEverywhere = {
  uses: usesOf('threads a 401', 'chat a 401'),
  garbage: answer(401),
  registration: answer(200),
  loginThroughBackend: answer(200),
};
const unavailable = usesOf('threads a 503', 'chat a 503').map((use) => ({
  ...use,
  code: 'AUTH_UNAVAILABLE',
}));

const judged: { title: string; seen: Partial<Observations>; causes: string[] }[] = [
  { title: 'nothing that is wrong', seen: { uses: usesOf('threads a 200') }, causes: [] },
  {
    title: 'refusals that say that the token is bad',
    seen: {
      ...refusedEverywhere,
      uses: refusedEverywhere.uses.map((use) => ({ ...use, form: 'envelope', code: 'AUTH_FAILED' })),
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

const unexplained: { title: string; seen: Partial<Observations>; unknown: string[] }[] = [
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
    seen: { auth: service('auth'), backend: { health: answer(200), namesDatabase: false } },
    unknown: ['a service is not healthy'],
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
      const told = conclude(seenWith(seen));

      expect(causesIn(seenWith(seen))).toEqual([]);
      expect({ unknown: told.unknown, isHealthy: told.isHealthy }).toEqual({ unknown, isHealthy: false });
    });

  for (const { title, seen, causes } of judged)
    test(`${title}, comes to ${causes.join(' + ') || 'no cause'}`, () => {
      const { unknown, isHealthy } = conclude(seenWith(seen));

      expect(causesIn(seenWith(seen))).toEqual(causes);
      expect({ unknown, isHealthy }).toEqual({ unknown: [], isHealthy: causes.length === 0 });
    });

  test('that no cause explains is unknown, and not healthy', () => {
    const { findings, unknown, isHealthy } = conclude(
      seenWith({ run: { thread: answer(201), asked: answer(202), events: ['agent_started'] } }),
    );

    expect({ findings, unknown, isHealthy }).toEqual({
      findings: [],
      unknown: ['an agent run does not end'],
      isHealthy: false,
    });
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
    const seen = seenWith({
      ...both,
      uses: passing,
      publicRoutes: [answer(403, page), answer(200)],
      run: { thread: answer(201), asked: answer(202), events: ['agent_started'] },
    });

    expect(causesIn(seen)).toEqual(['edge-blocks-request']);
    expect(conclude(seen).unknown).toEqual(['an agent run does not end']);
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
      expect(causesIn(seenWith(missing(...names)))).toEqual(causes);
    });

  test('leaves no cause without a reason, whatever was not asked', () => {
    const { findings, ruledOut, silent } = conclude(noObservations());

    expect(findings).toEqual([]);
    expect([...ruledOut, ...silent].filter(({ reason }) => !/^\S.*\.$/.test(reason))).toEqual([]);
  });
});

const offers = [
  { title: 'that is well formed', offer: 'jwt-auth, jwt.ZXlKaGJH', problems: [] },
  {
    title: 'with a raw token',
    offer: 'jwt-auth, jwt.eyJhbGciOi.eyJzdWIi.c2ln',
    problems: ['the token is raw, not encoded as base64url'],
  },
  {
    title: 'without its prefix',
    offer: 'jwt-auth, ZXlKaGJH',
    problems: ['the token stands there without the prefix jwt.'],
  },
  { title: 'with padding', offer: 'jwt-auth, jwt.ZXlKaGJH==', problems: ['the base64url is padded with ='] },
  { title: 'of the token alone', offer: 'jwt.ZXlKaGJH', problems: ['jwt-auth is not offered beside it'] },
];

test.describe('an offer in hand', () => {
  for (const { title, offer, problems } of offers)
    test(`${title} is told ${problems.length === 0 ? 'from others' : 'what is wrong with it'}`, () => {
      expect(offerProblems(offer)).toEqual(problems);
    });
});

const findingOf = (...ids: string[]) => ({ causes: ids.map((id) => ({ id })) }) as never;
const verdicts = [
  { title: 'exactly the fault', found: [findingOf('clock-skew')], unknown: [], verdict: 'correct' },
  {
    title: 'an either/or with it',
    found: [findingOf('clock-skew', 'token-expired')],
    unknown: [],
    verdict: 'either/or',
  },
  {
    title: 'a cause beside it',
    found: [findingOf('clock-skew'), findingOf('circuit-open')],
    unknown: [],
    verdict: 'wrong',
  },
  { title: 'nothing', found: [], unknown: [], verdict: 'wrong' },
  {
    title: 'an either/or of four',
    found: [findingOf('clock-skew', 'token-expired', 'circuit-open', 'user-unknown')],
    unknown: [],
    verdict: 'wrong',
  },
  {
    title: 'something unknown beside it',
    found: [findingOf('clock-skew')],
    unknown: ['an agent run does not end' as const],
    verdict: 'wrong',
  },
];

test.describe('the score', () => {
  for (const { title, found, unknown, verdict } of verdicts)
    test(`calls ${title} ${verdict}`, () => {
      expect(verdictOf(['clock-skew'], { findings: found, unknown }).verdict).toBe(verdict);
    });

  test('counts a cause of a healthy target as wrong, and as a false alarm', () => {
    const { found, verdict } = verdictOf([], { findings: [findingOf('clock-skew')], unknown: [] });
    const row = { fault: 'healthy 1', setting: '', expected: [], found, verdict, requests: 55, seconds: 1 };

    expect(scoreOf([row])).toMatchObject({ cases: 1, correct: 0, wrong: 1, falseAlarms: 1 });
  });
});
