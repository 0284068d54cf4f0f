import { Secret } from '../../../config/secret.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { reSignToken } from '../../../helpers/auth/re-sign-token.ts';
import { askEverywhere, type Presentation } from '../../../helpers/chat/ask-everywhere.ts';
import { lookUntilRefused } from '../../../helpers/chat/look-until-refused.ts';

const list = { method: 'GET', path: '/api/chat/messages' } as const;
const testHeaders = { 'X-Test-Mode': 'true', 'X-Test-User': 'admin', 'X-E2E-Test': 'true' };
const withoutToken: { what: string; ids: string; how: Presentation }[] = [
  { what: 'without Authorization', ids: 'N1 C1 C2 P2 W4', how: { sockets: [{ via: 'none' }] } },
  ...['Basic dXNlcjpwYXNz', 'Token abc.def.ghi', 'Bearer', 'Bearer ', ''].map((authorization) => ({
    what: `with Authorization: "${authorization}"`,
    ids: 'N1 C1 C2',
    how: {
      headers: { Authorization: authorization },
      sockets: [{ via: 'offer' as const, authorization }],
    },
  })),
  {
    what: 'with test headers instead of a token',
    ids: 'N1 P4',
    how: { headers: testHeaders, sockets: [{ via: 'offer', headers: testHeaders }] },
  },
];
const otherSchemes = ['', 'Token ', 'JWT ', 'Bearer:', 'Bearer'];
const garbage = ['garbage', 'a.b.c', 'eyJhbGciOiJIUzI1NiJ9..', 'null'];
/** What everybody knows, and so must sign nothing. */
const knownSecrets = [
  'dev-jwt-secret-key-must-be-at-least-32-characters',
  'development-jwt-secret-minimum-32-characters-long',
  'test-jwt-secret-key-32-characters-long-for-testing-only',
  'emergency_jwt_secret_please_configure_properly',
];

test.describe('everywhere', { tag: ['@auth', '@critical'] }, () => {
  test.describe.configure({ timeout: timeouts.slowTestMs });

  for (const { what, ids, how } of withoutToken) {
    test(`a caller ${what} is refused [${ids}]`, async ({ backend, sockets, refusals }) => {
      const answers = await askEverywhere(backend, sockets.attempt, how);

      expect(answers).toBeRefusedEverywhere(refusals.noToken);
    });
  }

  for (const scheme of otherSchemes) {
    test(`a good token behind "${scheme}" is refused as none, and behind "Bearer " it is taken [N1 C1 C2]`, async ({
      user,
      backend,
      sockets,
      refusals,
    }) => {
      const authorization = new Secret(`${scheme}${user.accessToken.reveal()}`);
      const answers = await askEverywhere(backend, sockets.attempt, {
        headers: { Authorization: authorization },
        sockets: [{ via: 'offer', authorization }],
      });

      expect(answers).toBeRefusedEverywhere(refusals.noToken);
      expect(await backend.send({ ...list, token: user.accessToken })).toBeAnsweredWith(200);
    });
  }

  for (const text of garbage) {
    test(`"${text}" is refused for a token [N2 C1 C2]`, async ({ backend, sockets, refusals }) => {
      const answers = await askEverywhere(backend, sockets.attempt, {
        token: new Secret(text, { isPublic: true }),
      });

      expect(answers).toBeRefusedEverywhere(refusals.badToken);
    });
  }

  test('a token under another key is refused, and the same rightly signed is taken [N2 C3]', async ({
    user,
    backend,
    sockets,
    refusals,
  }) => {
    const token = await reSignToken(user.accessToken);
    const answers = await askEverywhere(backend, sockets.attempt, { token });

    expect(answers).toBeRefusedEverywhere(refusals.badToken);
    expect(await backend.send({ ...list, token: user.accessToken })).toBeAnsweredWith(200);
    const { welcome } = await sockets.open({ via: 'header', token: user.accessToken });
    expect(welcome.userId).toBe(user.id);
  });

  for (const known of knownSecrets) {
    test(`a token under the known secret ${known.slice(0, 12)}… is refused [N2 S1]`, async ({
      user,
      backend,
      sockets,
      refusals,
    }) => {
      const token = await forgeToken(user.accessToken, new Secret(known, { isPublic: true }), {});
      const answers = await askEverywhere(backend, sockets.attempt, { token });

      expect(answers).toBeRefusedEverywhere(refusals.badToken);
    });
  }

  test('a token with alg none is refused [N2 C4]', async ({ user, backend, sockets, refusals }) => {
    const token = await forgeToken(user.accessToken, new Secret('unused'), { alg: 'none' });
    const answers = await askEverywhere(backend, sockets.attempt, { token });

    expect(answers).toBeRefusedEverywhere(refusals.badToken);
  });

  test('a token under another key is refused with test headers too [N2 P4]', async ({
    user,
    backend,
    sockets,
    refusals,
  }) => {
    const token = await reSignToken(user.accessToken);
    const headers = { ...testHeaders, 'X-E2E-User-ID': user.id };
    const authorization = new Secret(`Bearer ${token.reveal()}`);
    const answers = await askEverywhere(backend, sockets.attempt, {
      headers: { ...headers, Authorization: authorization },
      sockets: [{ via: 'offer', authorization, headers }],
    });

    expect(answers).toBeRefusedEverywhere(refusals.badToken);
  });

  test('a refresh token is refused for an access token, which is taken [N2 C3 C4]', async ({
    auth,
    newcomer,
    backend,
    sockets,
    refusals,
  }) => {
    const { refresh_token: token, access_token: control } = await auth.register(newcomer);
    const answers = await askEverywhere(backend, sockets.attempt, { token });

    expect(answers).toBeRefusedEverywhere(refusals.badToken);
    expect(await backend.send({ ...list, token: control })).toBeAnsweredWith(200);
  });

  test('the token of a user who logged out is refused, which was taken before [N2 C3 A6]', async ({
    auth,
    newcomer,
    backend,
    sockets,
    target,
    refusals,
  }) => {
    const { access_token: token } = await auth.register(newcomer);
    expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);

    await auth.logout(token);

    const ask = () => askEverywhere(backend, sockets.attempt, { token });
    const answers = await lookUntilRefused(ask, refusals.badToken, target);
    expect(answers).toBeRefusedEverywhere(refusals.badToken);
  });

  test('garbage, a forgery, a refresh token and a logged out one are refused in the same words [C1 N2]', async ({
    auth,
    newcomer,
    backend,
    target,
    refusals,
  }) => {
    const { access_token: ended, refresh_token: refreshToken } = await auth.register(newcomer);
    const send = (token: Secret) => backend.send({ ...list, token });
    await auth.logout(ended);
    await lookUntilRefused(async () => [await send(ended)], refusals.badToken, target);
    const texts = garbage.map((text) => new Secret(text, { isPublic: true }));

    const answers = await Promise.all([ended, refreshToken, await reSignToken(ended), ...texts].map(send));

    expect(answers).toBeRefusedEverywhere(refusals.badToken);
  });
});

test.describe('everywhere, once deleted', { tag: '@auth' }, () => {
  test.describe.configure({ timeout: timeouts.slowTestMs });

  test(
    'the token of a user who was deleted is refused [N3 A9]',
    { annotation: needs('user-deletion') },
    async ({ auth, newcomer, backend, sockets, target, refusals }) => {
      const { user, access_token: token } = await auth.register(newcomer);
      expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);

      await auth.deleteUser(user.id, { token });

      const ask = () => askEverywhere(backend, sockets.attempt, { token });
      const answers = await lookUntilRefused(ask, refusals.userRefused, target);
      expect(answers).toBeRefusedEverywhere(refusals.userRefused);
    },
  );
});
