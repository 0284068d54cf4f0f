import { decodeJwt } from 'jose';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { signedIn } from '../../../helpers/wire/signed-in.ts';

const call = { method: 'POST', path: '/auth/e2e/test-auth' } as const;

test.describe('the staging bypass', { tag: '@auth' }, () => {
  test('refuses a missing, an empty and a wrong key, each in its words [A2]', async ({ authService }) => {
    const ask = (headers: Record<string, string>) => authService.send({ ...call, headers, body: {} });
    const [missing, empty, wrong] = [
      await ask({}),
      await ask({ 'X-E2E-Bypass-Key': '' }),
      await ask({ 'X-E2E-Bypass-Key': 'wrong' }),
    ];

    expect(missing).toBeAnsweredWith(401);
    expect(missing.json()).toMatchObject({ detail: 'E2E bypass key required' });
    expect(empty.json()).toMatchObject({ detail: 'E2E bypass key required' });
    expect(wrong).toBeAnsweredWith(401);
    expect(wrong.json()).toMatchObject({ detail: 'Invalid E2E bypass key' });
  });

  for (const [what, body] of [
    ['a body that is no object', []],
    ['an e-mail that is none', { email: 'nobody' }],
    ['permissions that are no list', { permissions: 'read' }],
    ['a permission that is no text', { permissions: ['read', 1] }],
    ['a name that is no text', { name: 7 }],
    ['a name with a lone surrogate', { name: 'Ada \ud800' }],
  ] as const) {
    test(
      `refuses ${what} with 422 [A2 A14 C7 C8]`,
      { annotation: needs('bypass') },
      async ({ authService, bypassKey }) => {
        const headers = { 'X-E2E-Bypass-Key': bypassKey };

        expect(await authService.send({ ...call, headers, body })).toBeAnsweredWith(422);
      },
    );
  }
  test(
    'refuses malformed JSON with 422, after the key [A2]',
    { annotation: needs('bypass') },
    async ({ authService, bypassKey }) => {
      const rawBody = '{"email":';
      const [right, wrong] = [
        await authService.send({ ...call, headers: { 'X-E2E-Bypass-Key': bypassKey }, rawBody }),
        await authService.send({ ...call, headers: { 'X-E2E-Bypass-Key': 'wrong' }, rawBody }),
      ];

      expect(right).toBeAnsweredWith(422);
      expect(right.json()).toMatchObject({ detail: expect.any(String) });
      expect(wrong).toBeAnsweredWith(401);
    },
  );

  test(
    'makes one user of a local part, without case, with the permissions that are asked for [A2 A15 A17 C5]',
    { annotation: needs('bypass', 'user-deletion') },
    async ({ authService, auth, newcomer: { email }, bypassKey }) => {
      const headers = { 'X-E2E-Bypass-Key': bypassKey };
      const ask = async (body: Record<string, unknown>) =>
        readAnswer(await authService.send({ ...call, headers, body }), 200, signedIn);

      const first = await ask({ email, permissions: ['read'] });
      const second = await ask({ email: email.toUpperCase() });
      const [refreshed, refreshedSecond] = [
        await auth.refresh(first.refresh_token),
        await auth.refresh(second.refresh_token),
      ];

      const id = `e2e-${email.split('@')[0] ?? ''}`;
      expect(first.user).toMatchObject({ id, email, permissions: ['read'] });
      const ofFirst = await auth.me(refreshed.access_token);
      expect(ofFirst).toMatchObject({ user_id: id, email, permissions: ['read'] });
      const ofSecond = await auth.me(second.access_token);
      expect(ofSecond).toMatchObject({ user_id: id, email, permissions: ['read', 'write'] });
      const ofRefreshed = await auth.me(refreshedSecond.access_token);
      expect(ofRefreshed).toMatchObject({ user_id: id, email, permissions: ['read', 'write'] });
      expect(decodeJwt(second.access_token.reveal())).toMatchObject({ sub: id, email });
    },
  );
});
