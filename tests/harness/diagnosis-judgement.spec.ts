import { expect, test } from '../../fixtures/test.ts';
import type { Answer } from '../../helpers/diagnosis/answer.ts';
import { conclude } from '../../helpers/diagnosis/conclude.ts';
import { noObservations } from '../../helpers/diagnosis/no-observations.ts';
import type { AccountSeen, Observations, Use } from '../../helpers/diagnosis/observations.ts';
import { offerProblems } from '../../helpers/diagnosis/offer-problems.ts';
import { readUses, type UsesPattern } from '../../helpers/diagnosis/read-uses.ts';
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
    uses: ['threads a 200', 'threads a 401', 'threads b 200'],
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
];

test.describe('what was seen', () => {
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
      unknown: ['no events come'],
      isHealthy: false,
    });
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
    title: 'something unknown beside it',
    found: [findingOf('clock-skew')],
    unknown: ['no events come' as const],
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
