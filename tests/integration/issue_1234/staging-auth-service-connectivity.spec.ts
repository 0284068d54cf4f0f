import { decodeJwt } from 'jose';
import type { Secret } from '../../../config/secret.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { reSignToken } from '../../../helpers/auth/re-sign-token.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import { untilBound } from '../../../helpers/http/look-until-bound.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { health } from '../../../helpers/wire/health.ts';
import { validation } from '../../../helpers/wire/validation.ts';

const validate = (body: unknown, headers: Record<string, string> = {}) =>
  ({ method: 'POST', path: '/auth/validate', body, headers }) as const;
const asked = (token: Secret, type?: string) => ({ token: token.reveal(), token_type: type });
const ofBackend = (id: string, secret: string) => ({ 'X-Service-ID': id, 'X-Service-Secret': secret });

const malformed: { what: string; body: unknown; error: string }[] = [
  { what: 'no token', body: {}, error: 'missing_token' },
  { what: 'an empty token', body: { token: '' }, error: 'missing_token' },
  { what: 'a token that is a number', body: { token: 7 }, error: 'validation_error' },
  { what: 'a body that is a list', body: [], error: 'validation_error' },
  {
    what: 'a token type that nobody knows',
    body: { token: 'a.b.c', token_type: 'id' },
    error: 'validation_error',
  },
  { what: 'garbage', body: { token: 'a.b.c' }, error: 'invalid_token' },
];

test.describe('the auth service of the staging', { tag: ['@issue_1234', '@auth', '@critical'] }, () => {
  test('answers 200 and validation_error to malformed JSON, which login and register refuse with 422 [A3 A4 A7 A13]', async ({
    authService,
  }) => {
    const send = (path: string) => authService.send({ method: 'POST', path, rawBody: '{"token":' });

    expect(readAnswer(await send('/auth/validate'), 200, validation)).toMatchObject({
      error: 'validation_error',
    });
    expect(await send('/auth/login')).toBeAnsweredWith(422);
    expect(await send('/auth/register')).toBeAnsweredWith(422);
    expect(await send('/auth/refresh')).toBeAnsweredWith(422);
  });

  test('speaks of the same user as the chat backend and the socket [A8 M2 W5]', async ({
    user,
    auth,
    thread,
    sockets,
  }) => {
    const me = await auth.me(user.accessToken);
    const message = await user.messages.create({ thread_id: thread.id, content: 'Who am I?' });
    const { welcome } = await sockets.open({ via: 'header', token: user.accessToken });

    expect([me.user_id, message.user_id, welcome.userId]).toMatchObject([user.id, user.id, user.id]);
  });
});

test.describe('the auth service of the staging', { tag: ['@issue_1234', '@auth'] }, () => {
  test('is reached, healthy, and says what it is [A1]', async ({ authService }) => {
    const answer = await authService.send({ method: 'GET', path: '/health' });

    expect(readAnswer(answer, 200, health)).toMatchObject({ status: 'healthy', environment: 'staging' });
  });

  test('validates the token of a user, with identity, permissions and end [A7 C4 C9]', async ({
    user,
    authService,
  }) => {
    const answer = await authService.send(validate(asked(user.accessToken)));
    const told = readAnswer(answer, 200, validation);

    expect(told).toMatchObject({
      valid: true,
      user_id: user.id,
      email: user.email,
      permissions: ['read', 'write'],
    });
    const { exp = 0 } = decodeJwt(user.accessToken.reveal());
    expect(told).toMatchObject({ user_status: 'active', expires_at: expect.any(String) });
    expect(Date.parse(told.valid ? told.expires_at : '')).toBe(Math.floor(exp * 1000));
  });

  test('validates a token of the type that is asked for only [A7 A13 C4]', async ({
    auth,
    newcomer,
    authService,
  }) => {
    const { access_token: access, refresh_token: refresh } = await auth.register(newcomer);
    const valid = async (token: Secret, type?: string) =>
      readAnswer(await authService.send(validate(asked(token, type))), 200, validation).valid;

    expect(await valid(access, 'access'), 'an access token, asked for as access').toBe(true);
    expect(await valid(access, 'refresh'), 'an access token, asked for as refresh').toBe(false);
    expect(await valid(refresh, 'refresh'), 'a refresh token, asked for as refresh').toBe(true);
    expect(await valid(refresh), 'a refresh token, asked for as nothing').toBe(false);
  });

  for (const { what, body, error } of malformed) {
    test(`answers 200 and ${error} to ${what} [A7 A13]`, async ({ authService }) => {
      const answer = await authService.send(validate(body));

      expect(readAnswer(answer, 200, validation)).toMatchObject({ valid: false, error });
    });
  }

  test("checks a service's id, then its secret, then the token [A7 A13]", async ({ user, authService }) => {
    const ask = async (headers: Record<string, string>) =>
      readAnswer(await authService.send(validate(asked(user.accessToken), headers)), 200, validation);

    expect(await ask(ofBackend('netra-frontend', 'wrong'))).toMatchObject({ error: 'invalid_service_id' });
    expect(await ask(ofBackend('netra-backend', 'wrong'))).toMatchObject({ error: 'invalid_service_secret' });
    expect(await ask({ 'X-Service-ID': 'netra-frontend' })).toMatchObject({ valid: true });
  });

  test('does not validate a token under another key, nor one that was logged out [A7 A6]', async ({
    auth,
    newcomer,
    authService,
    target,
  }) => {
    const { access_token: token } = await auth.register(newcomer);
    const ask = async (of: Secret) =>
      readAnswer(await authService.send(validate(asked(of))), 200, validation);

    expect(await ask(await reSignToken(token))).toMatchObject({ valid: false, error: 'invalid_token' });
    expect(await ask(token)).toMatchObject({ valid: true });
    await auth.logout(token);
    const ended = await lookUntil(
      () => ask(token),
      ({ valid }) => !valid,
      untilBound(target),
    );
    expect(ended).toMatchObject({ valid: false, error: 'invalid_token' });
  });
});

test.describe(
  'the auth service, asked about a user whom nobody knows',
  { tag: ['@issue_1234', '@auth'] },
  () => {
    test(
      'says so, and gives no account [A7 A11 N3]',
      { annotation: needs('signing-secret') },
      async ({ user, authService, signingSecret: { secret } }) => {
        const token = await forgeToken(user.accessToken, secret, { claims: { sub: 'usr-nobody' } });
        const answer = await authService.send(validate(asked(token)));
        const me = await authService.send({ method: 'GET', path: '/auth/me', token });

        expect(readAnswer(answer, 200, validation)).toMatchObject({ valid: true, user_status: 'unknown' });
        expect(me).toBeAnsweredWith(401);
      },
    );
  },
);
