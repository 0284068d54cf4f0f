import { Secret } from '../../../config/secret.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeries } from '../../../helpers/auth/forgeries.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { reSignToken } from '../../../helpers/auth/re-sign-token.ts';
import { askEverywhere, type Presentation } from '../../../helpers/chat/ask-everywhere.ts';
import { lookUntilRefused } from '../../../helpers/chat/look-until-refused.ts';

const schemes = ['Basic dXNlcjpwYXNz', 'Token abc.def.ghi', 'Bearer', 'Bearer ', ''].map(
  (authorization): { what: string; how: Presentation } => ({
    what: `with Authorization: "${authorization}"`,
    how: {
      headers: { Authorization: authorization },
      sockets: [{ via: 'offer', authorization }],
    },
  }),
);
const withoutToken: { what: string; how: Presentation }[] = [
  { what: 'without Authorization', how: { sockets: [{ via: 'none' }] } },
  ...schemes,
  {
    what: 'with test headers instead of a token',
    how: {
      headers: { 'X-Test-Mode': 'true', 'X-Test-User': 'admin', 'X-E2E-Test': 'true' },
      sockets: [
        { via: 'offer', headers: { 'X-Test-Mode': 'true', 'X-Test-User': 'admin', 'X-E2E-Test': 'true' } },
      ],
    },
  },
];
const garbage = ['garbage', 'a.b.c', 'eyJhbGciOiJIUzI1NiJ9..', 'null'];
const seconds = (): number => Math.floor(Date.now() / 1000);

test.describe(
  'every protected route and every way into the socket',
  { tag: ['@issue_1234', '@critical'] },
  () => {
    for (const { what, how } of withoutToken) {
      test(`refuses a caller ${what} [N1 C1 C2 P2 P4 W4]`, async ({ backend, sockets, refusals }) => {
        const answers = await askEverywhere(backend, sockets.attempt, how);

        expect(answers).toBeRefusedEverywhere(refusals.noToken);
      });
    }

    for (const text of garbage) {
      test(`refuses "${text}" for a token [N2 C1 C2]`, async ({ backend, sockets, refusals }) => {
        const answers = await askEverywhere(backend, sockets.attempt, { token: new Secret(text) });

        expect(answers).toBeRefusedEverywhere(refusals.badToken);
      });
    }

    test('refuses a token under another key, and takes the same rightly signed [N2 C3]', async ({
      user,
      backend,
      sockets,
      refusals,
    }) => {
      const answers = await askEverywhere(backend, sockets.attempt, {
        token: await reSignToken(user.accessToken),
      });

      expect(answers).toBeRefusedEverywhere(refusals.badToken);
      await expect(user.messages.list()).resolves.toMatchObject({ page: 1 });
      await expect(sockets.open({ via: 'header', token: user.accessToken })).resolves.toMatchObject({
        welcome: { userId: user.id },
      });
    });

    test('refuses a token under another key with test headers [N2 P4]', async ({
      user,
      backend,
      sockets,
      refusals,
    }) => {
      const token = await reSignToken(user.accessToken);
      const headers = { 'X-Test-Mode': 'true', 'X-E2E-Test': 'true', 'X-E2E-User-ID': user.id };
      const encoded = new Secret(`Bearer ${token.reveal()}`);
      const answers = await askEverywhere(backend, sockets.attempt, {
        headers: { ...headers, Authorization: encoded },
        sockets: [{ via: 'offer', authorization: encoded, headers }],
      });

      expect(answers).toBeRefusedEverywhere(refusals.badToken);
    });

    test('refuses a refresh token for an access token [N2 X8]', async ({
      auth,
      newcomer,
      backend,
      sockets,
      refusals,
    }) => {
      const { refresh_token: token, access_token: control } = await auth.register(newcomer);
      const answers = await askEverywhere(backend, sockets.attempt, { token });

      expect(answers).toBeRefusedEverywhere(refusals.badToken);
      const path = '/api/chat/messages';
      expect(await backend.send({ method: 'GET', path, token: control })).toBeAnsweredWith(200);
    });

    test('refuses the token of a user who logged out [N2 A6 D1]', async ({
      auth,
      newcomer,
      backend,
      sockets,
      target,
      refusals,
    }) => {
      const { access_token: token } = await auth.register(newcomer);
      expect(await backend.send({ method: 'GET', path: '/api/threads', token })).toBeAnsweredWith(200);

      await auth.logout(token);
      await lookUntilRefused(backend, token, target);

      expect(await askEverywhere(backend, sockets.attempt, { token })).toBeRefusedEverywhere(
        refusals.badToken,
      );
    });
  },
);

test.describe(
  'with the signing secret, every protected route and way into the socket',
  { tag: '@issue_1234' },
  () => {
    for (const { what, promises, wrong, right } of forgeries) {
      test(
        `refuses a token ${what}, and takes its positive control [${promises}]`,
        { annotation: needs('signing-secret') },
        async ({ user, backend, sockets, refusals, signingSecret: { secret } }) => {
          const token = await forgeToken(user.accessToken, secret, wrong(seconds()));
          const control = await forgeToken(user.accessToken, secret, right(seconds()));

          const answers = await askEverywhere(backend, sockets.attempt, { token });

          expect(answers).toBeRefusedEverywhere(refusals.badToken);
          const path = '/api/chat/messages';
          expect(await backend.send({ method: 'GET', path, token: control })).toBeAnsweredWith(200);
          expect((await sockets.open({ via: 'header', token: control })).welcome.userId).toBe(user.id);
        },
      );
    }

    test(
      'refuses a token of a user whom nobody knows, and takes it for its user [N3 C3]',
      { annotation: needs('signing-secret') },
      async ({ user, backend, sockets, refusals, signingSecret: { secret } }) => {
        const token = await forgeToken(user.accessToken, secret, { claims: { sub: 'usr-nobody' } });
        const control = await forgeToken(user.accessToken, secret, {});

        const answers = await askEverywhere(backend, sockets.attempt, { token });

        expect(answers).toBeRefusedEverywhere(refusals.userRefused);
        const path = '/api/chat/messages';
        expect(await backend.send({ method: 'GET', path, token: control })).toBeAnsweredWith(200);
      },
    );

    test(
      'refuses the token of a user who was deleted [N3 A9]',
      { annotation: needs('user-deletion') },
      async ({ auth, newcomer, backend, sockets, target, refusals }) => {
        const { user, access_token: token } = await auth.register(newcomer);
        expect(await backend.send({ method: 'GET', path: '/api/threads', token })).toBeAnsweredWith(200);

        await auth.deleteUser(user.id, { token });
        await lookUntilRefused(backend, token, target);

        const answers = await askEverywhere(backend, sockets.attempt, { token });
        expect(answers).toBeRefusedEverywhere(refusals.userRefused);
      },
    );
  },
);
