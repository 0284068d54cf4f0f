import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { lookUntilBound } from '../../../helpers/http/look-until-bound.ts';
import { pathTo } from '../../../helpers/http/path-to.ts';

const register = { method: 'POST', path: '/auth/register' } as const;
const login = { method: 'POST', path: '/auth/login' } as const;

/** What is wrong with a registration; where a value is undefined, that of a good one stays. */
const refused: { what: string; email?: unknown; password?: unknown; name?: unknown }[] = [
  { what: 'an e-mail without @', email: 'nobody.example' },
  { what: 'an e-mail with two @', email: 'no@body@staging.example' },
  { what: 'an e-mail without a dot in its domain', email: 'nobody@localhost' },
  { what: 'an e-mail with U+0000', email: 'no\u0000body@staging.example' },
  { what: 'an e-mail with a lone surrogate', email: 'no\udc4bbody@staging.example' },
  { what: 'an e-mail that is no text', email: 7 },
  { what: 'a password of 7 characters', password: 'sevench' },
  { what: 'a password of 7 characters of two UTF-16 units each', password: '👋'.repeat(7) },
  { what: 'a password of 129 characters', password: 'p'.repeat(129) },
  { what: 'a password that is no text', password: { length: 9 } },
  { what: 'a name that is no text', name: ['Ada'] },
  { what: 'a name with a lone surrogate', name: 'Ada \ud800' },
];

test.describe('the auth service', { tag: ['@users', '@critical'] }, () => {
  for (const [what, body] of [
    ['a body that is no object', ['email', 'password']],
    ['a body without fields', {}],
  ] as const) {
    test(`refuses to register or log in with ${what} [A3 A4 C7]`, async ({ authService }) => {
      expect(await authService.send({ ...register, body })).toBeAnsweredWith(422);
      expect(await authService.send({ ...login, body })).toBeAnsweredWith(422);
    });
  }

  test('takes an e-mail once, and compares it without case [A3 A4 A14]', async ({
    auth,
    authService,
    newcomer,
  }) => {
    const shouting = { email: newcomer.email.toUpperCase(), password: newcomer.password.reveal() };
    const { user } = await auth.register(newcomer);

    const twice = await authService.send({ ...register, body: shouting });
    const { user: same } = await auth.login({ ...newcomer, email: shouting.email });

    expect(twice).toBeAnsweredWith(409);
    expect(same.id).toBe(user.id);
  });

  test('refuses a wrong password and an unknown e-mail in the same words [A4]', async ({
    auth,
    authService,
    newcomer,
  }) => {
    await auth.register(newcomer);
    const body = { email: newcomer.email, password: 'not the password' };

    const wrong = await authService.send({ ...login, body });
    const unknown = await authService.send({ ...login, body: { ...body, email: `not-${newcomer.email}` } });

    expect(wrong).toBeAnsweredWith(401);
    expect(unknown).toBeAnsweredWith(401);
    expect(wrong.json()).toMatchObject({ detail: 'Invalid credentials' });
    expect(unknown.json()).toMatchObject({ detail: 'Invalid credentials' });
  });
});

test.describe('the auth service', { tag: '@users' }, () => {
  for (const { what, ...fields } of refused) {
    test(`refuses to register ${what} with 422 and a text [A3 A14 C7 C8]`, async ({
      authService,
      newcomer,
    }) => {
      const good = { email: newcomer.email, password: newcomer.password.reveal(), name: newcomer.name };
      const answer = await authService.send({ ...register, body: { ...good, ...fields } });

      expect(answer).toBeAnsweredWith(422);
      expect(answer.json()).toMatchObject({ detail: expect.any(String) });
    });
  }

  test('registers with a field that nobody knows, without it [A3 C10]', async ({
    auth,
    authService,
    newcomer,
  }) => {
    const { email, name, password } = newcomer;
    const body = { email, name, password: password.reveal(), colour: 'blue' };

    expect(await authService.send({ ...register, body })).toBeAnsweredWith(200);
    expect((await auth.login(newcomer)).user.email).toBe(email);
  });
});

test.describe('deleting a user', { tag: '@users', annotation: needs('user-deletion') }, () => {
  test('is for nobody else, works once, and ends the login [A9 A10]', async ({
    auth,
    authService,
    newcomer,
    stranger,
    target,
  }) => {
    const { user, access_token: token } = await auth.register(newcomer);
    const call = { method: 'DELETE', path: pathTo`/auth/users/${user.id}` } as const;
    const credentials = { email: newcomer.email, password: newcomer.password.reveal() };

    expect(await authService.send({ ...call, token: stranger.accessToken })).toBeAnsweredWith(403);
    expect(await authService.send(call)).toBeAnsweredWith(401);
    expect(await authService.send({ ...call, token })).toBeAnsweredWith(204);
    const again = () => authService.send({ ...call, token });
    expect(await lookUntilBound(again, 404, target)).toBeAnsweredWith(404);
    const logIn = () => authService.send({ ...login, body: credentials });
    expect(await lookUntilBound(logIn, 401, target)).toBeAnsweredWith(401);
  });

  test(
    'by the bypass key is for test identities, registered ones too [A9 A16 C5]',
    { annotation: needs('bypass') },
    async ({ auth, authService, newcomer, bypassKey, target }) => {
      const { user } = await auth.register(newcomer);
      const call = { method: 'DELETE', path: pathTo`/auth/users/${user.id}` } as const;
      const wrong = await authService.send({ ...call, headers: { 'X-E2E-Bypass-Key': 'wrong' } });
      const right = await authService.send({ ...call, headers: { 'X-E2E-Bypass-Key': bypassKey } });
      const deleteAgain = () => authService.send({ ...call, headers: { 'X-E2E-Bypass-Key': bypassKey } });
      const again = await lookUntilBound(deleteAgain, 404, target);

      const body = { email: newcomer.email, password: newcomer.password.reveal() };

      expect(wrong).toBeAnsweredWith(401);
      expect(right).toBeAnsweredWith(204);
      expect(again).toBeAnsweredWith(404);
      const logIn = () => authService.send({ ...login, body });
      expect(await lookUntilBound(logIn, 401, target)).toBeAnsweredWith(401);
    },
  );
});
