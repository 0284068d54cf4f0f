import type { ExpectedRefusal } from '../../../config/contract/profiles.ts';
import { Secret } from '../../../config/secret.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';

const email = 'test-messages@staging.netrasystems.ai';
const list = { method: 'GET', path: '/api/chat/messages' } as const;
const garbage = new Secret('garbage');

test.describe(
  'the messages route',
  { tag: ['@issue_1234', '@auth', '@critical'], annotation: needs('faults') },
  () => {
    test('decodes no token by itself: what the auth service says decides [D1 N2]', async ({
      startStaging,
      refusals,
    }) => {
      const says = (valid: boolean) =>
        startStaging({
          compose: (healthy) => ({
            ...healthy,
            backend: {
              ...healthy.backend,
              judgeValidation: (answer) =>
                valid ? healthy.backend.judgeValidation(answer) : { kind: 'refused', code: 'AUTH_FAILED' },
            },
          }),
        });
      const [open, strict] = [await says(true), await says(false)];
      const { access_token: token } = await open.auth.bypass(open.bypassKey, { email, name: 'Max Messages' });
      const { access_token: refused } = await strict.auth.bypass(strict.bypassKey, { email, name: 'Max' });

      expect(await open.backend.send({ ...list, token })).toBeAnsweredWith(200);
      expect(await strict.backend.send({ ...list, token: refused })).toBeRefused(refusals.badToken);
    });

    test(
      'refuses an inactive user everywhere, who was let in before [N3 D1 A4 A7 A11]',
      { annotation: needs('deactivation') },
      async ({ startStaging, refusals }) => {
        const { staging, auth, authService, backend, attempt, bypassKey, signingSecret } =
          await startStaging();
        const signedIn = await auth.register({ email, password: signingSecret, name: 'Ina Inactive' });
        const { user, access_token: token, refresh_token: refreshToken } = signedIn;
        expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);

        staging.deactivate(user.id);

        expect(await askEverywhere(backend, attempt, { token })).toBeRefusedEverywhere(refusals.userRefused);
        const told = await authService.send({
          method: 'POST',
          path: '/auth/validate',
          body: { token: token.reveal() },
        });
        expect(told.json()).toMatchObject({ valid: true, user_status: 'inactive' });
        const refusedBy = [
          await authService.send({ method: 'GET', path: '/auth/me', token }),
          await authService.send({
            method: 'POST',
            path: '/auth/login',
            body: { email, password: signingSecret.reveal() },
          }),
          await authService.send({
            method: 'POST',
            path: '/auth/refresh',
            body: { refresh_token: refreshToken.reveal() },
          }),
        ];
        refusedBy.push(
          await backend.send({
            method: 'POST',
            path: '/api/auth/login',
            body: { email, password: signingSecret.reveal() },
          }),
        );
        for (const answer of refusedBy) expect(answer).toBeAnsweredWith(403);
        expect(refusedBy.map((answer) => answer.json())).toEqual(
          refusedBy.map(() => ({ detail: 'User is not active' })),
        );
        const byBypass = await auth.bypass(bypassKey, { email: `other-${email}`, name: 'Other' });
        staging.deactivate(byBypass.user.id);
        const again = await authService.send({
          method: 'POST',
          path: '/auth/e2e/test-auth',
          headers: { 'X-E2E-Bypass-Key': bypassKey },
          body: { email: `other-${email}` },
        });
        expect(again).toBeAnsweredWith(403);
        expect(again.json()).toEqual({ detail: 'User is not active' });
      },
    );
  },
);

test.describe('the messages route', { tag: ['@issue_1234', '@auth'], annotation: needs('faults') }, () => {
  test('asks the auth service once for each request, keeps no answer, and retries none [D1 N3]', async ({
    startStaging,
    refusals,
  }) => {
    let asked = 0;
    const { staging, auth, backend, bypassKey } = await startStaging({
      compose: (healthy) => ({
        ...healthy,
        auth: {
          ...healthy.auth,
          checkServiceCredentials: (sent) => {
            asked += 1;
            return healthy.auth.checkServiceCredentials(sent);
          },
        },
      }),
    });
    const { user, access_token: token } = await auth.bypass(bypassKey, { email, name: 'Max Messages' });
    const twice = async (call: Parameters<typeof backend.send>[0], refusal: ExpectedRefusal) => {
      const before = asked;
      expect(await backend.send(call)).toBeRefused(refusal);
      expect(await backend.send(call)).toBeRefused(refusal);
      return asked - before;
    };

    await Promise.all([1, 2, 3].map(() => backend.send({ ...list, token })));
    expect(asked, 'questions to the auth service about a good token, sent three times').toBe(3);
    const ofGarbage = await twice({ ...list, token: garbage }, refusals.badToken);
    expect(ofGarbage, 'questions about garbage, sent twice').toBe(2);
    expect(await twice(list, refusals.noToken), 'questions about no token').toBe(0);
    staging.deactivate(user.id);
    const ofInactive = await twice({ ...list, token }, refusals.userRefused);
    expect(ofInactive, 'questions about an inactive user, who asked twice').toBe(2);
    await auth.logout(token);
    const ofRevoked = await twice({ ...list, token }, refusals.badToken);
    expect(ofRevoked, 'questions about a revoked token, sent twice').toBe(2);
  });

  test('sends its own credentials along, which must be right [D1 D3]', async ({ startStaging }) => {
    const sent: unknown[] = [];
    const { auth, backend, bypassKey } = await startStaging({
      compose: (healthy) => ({
        ...healthy,
        auth: {
          ...healthy.auth,
          checkServiceCredentials: (credentials) => {
            const { sentId, sentSecret, expectedSecret } = credentials;
            sent.push({ sentId, isRight: sentSecret !== undefined && sentSecret === expectedSecret });
            return healthy.auth.checkServiceCredentials(credentials);
          },
        },
      }),
    });
    const { access_token: token } = await auth.bypass(bypassKey, { email, name: 'Max Messages' });

    expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);
    expect(sent).toEqual([{ sentId: 'netra-backend', isRight: true }]);
  });
});
