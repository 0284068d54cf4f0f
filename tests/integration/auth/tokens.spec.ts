import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { Secret } from '../../../config/secret.ts';
import { expect, test } from '../../../fixtures/test.ts';
import type { AuthClient } from '../../../helpers/auth/auth-client.ts';
import { reSignToken } from '../../../helpers/auth/re-sign-token.ts';
import { lookToTheEnd } from '../../../helpers/http/look-until-bound.ts';
import type { TestIdentity } from '../../../helpers/users/ledger/test-identity.ts';
import { claims } from '../../../helpers/wire/claims.ts';
import { signedIn } from '../../../helpers/wire/signed-in.ts';

/** The claims of a token (contract C4). */
function claimsOf(token: Secret): z.infer<typeof claims> {
  const payload = decodeJwt(token.reveal());
  const { error } = claims.safeParse(payload);
  expect(error && z.prettifyError(error), '[C4] what is wrong with the claims of a token').toBeUndefined();
  return claims.parse(payload);
}
const refresh = (token: Secret) =>
  ({ method: 'POST', path: '/auth/refresh', body: { refresh_token: token.reveal() } }) as const;

const pairs = [
  { what: 'of a login', pairOf: (auth: AuthClient, user: TestIdentity) => auth.login(user) },
  {
    what: 'that was refreshed',
    pairOf: async (auth: AuthClient, user: TestIdentity) =>
      auth.refresh((await auth.login(user)).refresh_token),
  },
];

test.describe('the auth service', { tag: ['@auth', '@critical'] }, () => {
  test('refuses a refresh token under another key [A5 N2]', async ({ auth, authService, newcomer }) => {
    const { refresh_token: token } = await auth.register(newcomer);

    expect(await authService.send(refresh(await reSignToken(token)))).toBeAnsweredWith(401);
    expect(await authService.send(refresh(token))).toBeAnsweredWith(200);
  });

  for (const { method, path } of [
    { method: 'GET', path: '/auth/me' },
    { method: 'POST', path: '/auth/logout' },
    { method: 'DELETE', path: '/auth/users/any' },
  ] as const) {
    test(`answers ${method} ${path} without a good Bearer with 401 and a reason [A6 A8 A9 A10 N2]`, async ({
      user,
      auth,
      authService,
      newcomer,
    }) => {
      const { refresh_token: refreshToken } = await auth.register(newcomer);
      const missing = await authService.send({ method, path });
      const bad = await authService.send({ method, path, headers: { Authorization: 'Bearer garbage' } });

      const own = path.replace('any', user.id);
      const forged = await authService.send({
        method,
        path: own,
        token: await reSignToken(user.accessToken),
      });

      expect(await authService.send({ method, path, token: refreshToken })).toBeAnsweredWith(401);
      expect(missing).toBeAnsweredWith(401);
      expect(bad).toBeAnsweredWith(401);
      expect(forged).toBeAnsweredWith(401);
      expect(bad.json()).toMatchObject({ detail: expect.any(String) });
    });
  }
});

test.describe('the auth service', { tag: '@auth' }, () => {
  test('issues HS256 tokens with the promised claims [C4 C6]', async ({ auth, newcomer }) => {
    const {
      access_token: access,
      refresh_token: refreshToken,
      expires_in: lifetimeS,
      user,
    } = await auth.register(newcomer);
    const [ofAccess, ofRefresh] = [access, refreshToken].map(claimsOf);

    expect(decodeProtectedHeader(access.reveal()).alg).toBe('HS256');
    expect(ofAccess).toMatchObject({
      sub: user.id,
      email: newcomer.email,
      permissions: ['read', 'write'],
      token_type: 'access',
      env: 'staging',
    });
    expect((ofAccess?.exp ?? 0) - (ofAccess?.iat ?? 0)).toBeCloseTo(lifetimeS, 0);
    expect(ofRefresh).toMatchObject({ sub: user.id, token_type: 'refresh' });
    expect(ofRefresh?.jti).not.toBe(ofAccess?.jti);
  });

  test('gives a new pair for a refresh token once, with the same permissions [A5 A17]', async ({
    auth,
    authService,
    newcomer,
  }) => {
    const first = await auth.register(newcomer);
    const second = await auth.refresh(first.refresh_token);
    const again = await authService.send(refresh(first.refresh_token));

    expect(await auth.me(second.access_token)).toMatchObject({
      user_id: first.user.id,
      permissions: ['read', 'write'],
    });
    expect(second.refresh_token.reveal() === first.refresh_token.reveal()).toBe(false);
    expect(again).toBeAnsweredWith(401);
    await expect(auth.refresh(second.refresh_token)).resolves.toMatchObject({ token_type: 'Bearer' });
  });

  test('lets exactly one of 16 parallel refreshes win [A5]', async ({ auth, authService, newcomer }) => {
    const { refresh_token: token } = await auth.register(newcomer);

    const answers = await Promise.all(Array.from({ length: 16 }, () => authService.send(refresh(token))));

    const won = answers.filter(({ status }) => status === 200);
    const lost = answers.filter(({ status }) => status === 401);
    expect({ won: won.length, lost: lost.length }).toMatchObject({ won: 1, lost: 15 });
    expect(signedIn.safeParse(won[0]?.json()).success).toBe(true);
  });

  test('refuses an access token for a refresh token, and a body without one [A5 C7]', async ({
    auth,
    authService,
    newcomer,
  }) => {
    const { access_token: token } = await auth.register(newcomer);

    expect(await authService.send(refresh(token))).toBeAnsweredWith(401);
    const call = { method: 'POST', path: '/auth/refresh' } as const;
    expect(await authService.send({ ...call, body: {} })).toBeAnsweredWith(422);
    expect(await authService.send({ ...call, body: { refresh_token: 7 } })).toBeAnsweredWith(422);
  });

  for (const { what, pairOf } of pairs) {
    test(`ends both tokens of a pair ${what} at the logout, and no other pair [A6]`, async ({
      auth,
      authService,
      newcomer,
      target,
    }) => {
      await auth.register(newcomer);
      const ended = await pairOf(auth, newcomer);
      const kept = await auth.login(newcomer);

      await auth.logout(ended.access_token);

      const me = () => authService.send({ method: 'GET', path: '/auth/me', token: ended.access_token });
      expect(await lookToTheEnd(me, target)).toBeAnsweredWith(401);
      expect(await authService.send(refresh(ended.refresh_token))).toBeAnsweredWith(401);
      expect(await auth.me(kept.access_token)).toMatchObject({ email: newcomer.email });
      await expect(auth.refresh(kept.refresh_token)).resolves.toMatchObject({ token_type: 'Bearer' });
    });
  }
});
