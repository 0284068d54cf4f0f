import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { signedIn } from '../../../helpers/wire/signed-in.ts';

const call = { method: 'POST', path: '/auth/e2e/test-auth' } as const;

test.describe(
  'the staging bypass',
  { tag: '@issue_1234', annotation: needs('bypass', 'user-deletion') },
  () => {
    test('refuses a missing, an empty and a wrong key, each in its words [A2]', async ({ authService }) => {
      const ask = (headers: Record<string, string>) => authService.send({ ...call, headers, body: {} });
      const [missing, empty, wrong] = [
        await ask({}),
        await ask({ 'X-E2E-Bypass-Key': '' }),
        await ask({ 'X-E2E-Bypass-Key': 'wrong' }),
      ];

      expect(missing).toBeAnsweredWith(401);
      expect(missing.json()).toEqual({ detail: 'E2E bypass key required' });
      expect(empty.json()).toEqual(missing.json());
      expect(wrong).toBeAnsweredWith(401);
      expect(wrong.json()).toEqual({ detail: 'Invalid E2E bypass key' });
    });

    for (const [what, body] of [
      ['a body that is no object', []],
      ['an e-mail that is none', { email: 'nobody' }],
      ['permissions that are no list', { permissions: 'read' }],
    ] as const) {
      test(`refuses ${what} with 422 [A2 X5]`, async ({ authService, bypassKey }) => {
        const headers = { 'X-E2E-Bypass-Key': bypassKey };

        expect(await authService.send({ ...call, headers, body })).toBeAnsweredWith(422);
      });
    }

    test('makes one user of a local part, without case, with the asked permissions [A2 X13 C5]', async ({
      authService,
      auth,
      nextIdentity,
      bypassKey,
    }) => {
      const { email } = nextIdentity();
      const headers = { 'X-E2E-Bypass-Key': bypassKey };
      const ask = async (body: Record<string, unknown>) =>
        readAnswer(await authService.send({ ...call, headers, body }), 200, signedIn);

      const first = await ask({ email, permissions: ['read'] });
      const second = await ask({ email: email.toUpperCase() });
      const [ofFirst, ofSecond] = [await auth.me(first.access_token), await auth.me(second.access_token)];
      await auth.deleteUser(first.user.id, { bypassKey });

      expect(first.user.id).toBe(`e2e-${email.split('@')[0] ?? ''}`);
      expect(ofFirst).toEqual({ user_id: first.user.id, email, permissions: ['read'] });
      expect(ofSecond).toEqual({ user_id: first.user.id, email, permissions: ['read', 'write'] });
    });
  },
);
