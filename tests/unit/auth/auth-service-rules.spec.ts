import { Secret } from '../../../config/secret.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { createActor } from '../../../helpers/users/actor.ts';
import { signedIn } from '../../../helpers/wire/signed-in.ts';
import { pathTo } from '../../../helpers/http/path-to.ts';

const call = { method: 'POST', path: '/auth/e2e/test-auth' } as const;
const key = 'k'.repeat(40);
const production = { ENVIRONMENT: 'production', JWT_SECRET_PRODUCTION: 'p'.repeat(40) };
const development = { ENVIRONMENT: 'development', JWT_SECRET_DEVELOPMENT: 'd'.repeat(40) };
const sending = (value: string): Record<string, string> => ({ 'X-E2E-Bypass-Key': value });

/** Which refusal comes first where several would do (contract A2). */
const order = [
  {
    what: 'in production, without a key',
    environment: production,
    sent: {},
    status: 403,
    detail: expect.any(String),
  },
  {
    what: 'in production, with the right key',
    environment: { ...production, E2E_OAUTH_SIMULATION_KEY: key },
    sent: sending(key),
    status: 403,
    detail: expect.any(String),
  },
  {
    what: 'without a key, where none is configured',
    environment: { E2E_OAUTH_SIMULATION_KEY: undefined },
    sent: {},
    status: 401,
    detail: 'E2E bypass key required',
  },
  {
    what: 'where no key is configured',
    environment: { E2E_OAUTH_SIMULATION_KEY: undefined },
    sent: sending(key),
    status: 503,
    detail: 'E2E authentication not configured',
  },
  {
    what: 'in development, with the right key',
    environment: { ...development, E2E_OAUTH_SIMULATION_KEY: key },
    sent: sending(key),
    status: 503,
    detail: 'E2E authentication not configured',
  },
  {
    what: 'in development, with a wrong key',
    environment: { ...development, E2E_OAUTH_SIMULATION_KEY: key },
    sent: sending('wrong'),
    status: 503,
    detail: 'E2E authentication not configured',
  },
  {
    what: 'with a wrong key and a bad body',
    environment: { E2E_OAUTH_SIMULATION_KEY: key },
    sent: sending('wrong'),
    status: 401,
    detail: 'Invalid E2E bypass key',
  },
];

const password = new Secret('a password of the test', { isPublic: true });
const account = (local: string, domain = 'staging.netrasystems.ai') => ({
  email: `${local}@${domain}`,
  name: 'Una Unit',
  password,
});

test.describe('an auth service', { tag: ['@auth', '@critical'], annotation: needs('faults') }, () => {
  for (const [what, text] of [
    ['8 characters', 'p'.repeat(8)],
    ['128 characters', 'p'.repeat(128)],
    ['128 characters of two UTF-16 units each', '👋'.repeat(128)],
  ] as const) {
    test(`registers and logs in with a password of ${what} [A3 A4 A14]`, async ({ startStaging }) => {
      const { auth } = await startStaging();
      const tester = {
        ...account('test-password'),
        password: new Secret(text, { isPublic: true }),
      };
      const { user } = await auth.register(tester);

      expect((await auth.login(tester)).user.id).toBe(user.id);
    });
  }
});

test.describe('an auth service', { tag: '@auth', annotation: needs('faults') }, () => {
  for (const { what, environment, sent, status, detail } of order) {
    test(`refuses the bypass ${what} with ${status} [A2]`, async ({ startStaging }) => {
      const { authService } = await startStaging({ authEnvironment: environment });
      const answer = await authService.send({ ...call, headers: sent, body: 'no object' });

      expect(answer).toBeAnsweredWith(status);
      expect(answer.json()).toMatchObject({ detail });
    });
  }

  test('deletes by the bypass key only test identities, and with a user all that is theirs [A9 A16 C5 T2]', async ({
    startStaging,
  }) => {
    const { staging, auth, authService, backend, bypassKey } = await startStaging();
    const [person, tester] = [account('ada', 'example.com'), account('test-ada')];
    const { user: someone } = await auth.register(person);
    const { user: colleague } = await auth.register(account('test-eve', 'app.netrasystems.ai'));
    const { user: lookalike } = await auth.register(
      account('test-eve', 'staging.netrasystems.ai.example.com'),
    );
    const count = () => ({
      users: staging.count('users'),
      threads: staging.count('threads'),
      messages: staging.count('messages'),
    });
    // A new user may have some threads, of a welcome.
    const before = count();
    const { user, access_token: accessToken } = await auth.register(tester);
    const actor = createActor(backend, { ...user, accessToken });
    const thread = await actor.threads.create('goes with its owner');
    await actor.messages.create({ thread_id: thread.id, content: 'and this' });
    const remove = (id: string) =>
      authService.send({
        method: 'DELETE',
        path: pathTo`/auth/users/${id}`,
        headers: { 'X-E2E-Bypass-Key': bypassKey },
      });

    expect(await remove(someone.id)).toBeAnsweredWith(403);
    expect(await remove(colleague.id)).toBeAnsweredWith(403);
    expect(await remove(lookalike.id)).toBeAnsweredWith(403);
    expect(await remove(user.id)).toBeAnsweredWith(204);
    expect(await remove(user.id)).toBeAnsweredWith(404);
    expect(count()).toMatchObject(before);
  });

  test('whose database is away answers 503 to what needs it, and healthy to /health [A1 A12]', async ({
    startStaging,
  }) => {
    const { staging, auth, authService, bypassKey } = await startStaging();
    const pair = await auth.register(account('test-database'));
    const { user, access_token: token } = pair;
    const refreshToken = pair.refresh_token.reveal();
    const body = { email: account('test-database').email, password: password.reveal() };
    staging.closeDatabase();

    const answers = [
      await authService.send({ method: 'POST', path: '/auth/login', body }),
      await authService.send({ method: 'POST', path: '/auth/register', body: { ...body, name: 'x' } }),
      await authService.send({ method: 'GET', path: '/auth/me', token }),
      await authService.send({ method: 'POST', path: '/auth/logout', token }),
      await authService.send({ method: 'POST', path: '/auth/validate', body: { token: token.reveal() } }),
      await authService.send({
        method: 'POST',
        path: '/auth/refresh',
        body: { refresh_token: refreshToken },
      }),
      await authService.send({ ...call, headers: sending(bypassKey.reveal()), body: {} }),
      await authService.send({ method: 'DELETE', path: pathTo`/auth/users/${user.id}`, token }),
    ];

    for (const answer of answers) expect(answer).toBeAnsweredWith(503);
    expect(await authService.send({ method: 'GET', path: '/health' })).toBeAnsweredWith(200);
  });

  test('makes a test identity of its own for a bypass that names no e-mail [A2 A18 C5]', async ({
    startStaging,
  }) => {
    const { authService, bypassKey } = await startStaging();
    const answer = await authService.send({ ...call, headers: sending(bypassKey.reveal()), body: {} });

    expect(readAnswer(answer, 200, signedIn).user).toMatchObject({
      id: expect.stringMatching(/^e2e-test-./),
      email: expect.stringMatching(/^test-.*@staging\.netrasystems\.ai$/),
      permissions: ['read', 'write'],
    });
  });

  test('without a service secret of its own validates for nobody who sends one [A7 A13]', async ({
    startStaging,
  }) => {
    const { auth, authService, bypassKey } = await startStaging({
      authEnvironment: { SERVICE_SECRET: undefined },
    });
    const { access_token: token } = await auth.bypass(bypassKey, account('test-service'));
    const ask = (headers: Record<string, string>) =>
      authService.send({ method: 'POST', path: '/auth/validate', headers, body: { token: token.reveal() } });

    const asBackend = await ask({ 'X-Service-ID': 'netra-backend', 'X-Service-Secret': 'any' });
    expect(asBackend.json()).toMatchObject({ valid: false, error: 'service_not_configured' });
    expect((await ask({ 'X-Service-Secret': 'any' })).json()).toMatchObject({ valid: true });
  });

  test('tells its environment and version [A1 P1]', async ({ startStaging }) => {
    const { authService, backend } = await startStaging({ authEnvironment: development });
    const health = { method: 'GET', path: '/health' } as const;

    expect((await authService.send(health)).json()).toMatchObject({
      environment: 'development',
      version: expect.any(String),
    });
    expect((await backend.send(health)).json()).toMatchObject({ environment: 'development' });
  });
});
