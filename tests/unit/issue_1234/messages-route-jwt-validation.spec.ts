import type { ExpectedRefusal } from '../../../config/contract/profiles.ts';
import { Secret } from '../../../config/secret.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';
import { lookUntilRefused } from '../../../helpers/chat/look-until-refused.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import { lookToTheEnd, lookUntilBound, untilBound } from '../../../helpers/http/look-until-bound.ts';

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
      async ({ startStaging, refusals, target }) => {
        const { staging, auth, authService, backend, attempt, bypassKey, signingSecret } =
          await startStaging();
        const signedIn = await auth.register({ email, password: signingSecret, name: 'Ina Inactive' });
        const { user, access_token: token, refresh_token: refreshToken } = signedIn;
        expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);

        staging.deactivate(user.id);

        const ask = () => askEverywhere(backend, attempt, { token });
        const everywhere = await lookUntilRefused(ask, refusals.userRefused, target);
        expect(everywhere).toBeRefusedEverywhere(refusals.userRefused);
        const me = await lookToTheEnd(
          () => authService.send({ method: 'GET', path: '/auth/me', token }),
          target,
        );
        const told = await authService.send({
          method: 'POST',
          path: '/auth/validate',
          body: { token: token.reveal() },
        });
        expect(told.json()).toMatchObject({ valid: true, user_status: 'inactive' });
        const refusedBy = [
          me,
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
        for (const answer of refusedBy) {
          expect(answer).toBeAnsweredWith(403);
          expect(answer.json()).toMatchObject({ detail: 'User is not active' });
        }
        const byBypass = await auth.bypass(bypassKey, { email: `other-${email}`, name: 'Other' });
        staging.deactivate(byBypass.user.id);
        const signInAgain = () =>
          authService.send({
            method: 'POST',
            path: '/auth/e2e/test-auth',
            headers: { 'X-E2E-Bypass-Key': bypassKey },
            body: { email: `other-${email}` },
          });
        const again = await lookUntilBound(signInAgain, 403, target);
        expect(again).toBeAnsweredWith(403);
        expect(again.json()).toMatchObject({ detail: 'User is not active' });
      },
    );
  },
);

test.describe('the messages route', { tag: ['@issue_1234', '@auth'], annotation: needs('faults') }, () => {
  test('asks the auth service once for each request, keeps no refusal, a good answer no longer than allowed, and retries none [D1 N3]', async ({
    startStaging,
    refusals,
    target,
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
    const signIn = () => auth.bypass(bypassKey, { email, name: 'Max Messages' });
    const { user, access_token: token } = await signIn();
    const tokens = [token, (await signIn()).access_token, (await signIn()).access_token];
    const ask = () => backend.send({ ...list, token });
    const twice = async (call: Parameters<typeof backend.send>[0], refusal: ExpectedRefusal) => {
      const before = asked;
      expect(await backend.send(call)).toBeRefused(refusal);
      expect(await backend.send(call)).toBeRefused(refusal);
      return asked - before;
    };

    await Promise.all(tokens.map((one) => backend.send({ ...list, token: one })));
    expect(asked, 'questions to the auth service about three good tokens').toBe(3);
    await lookUntil(ask, () => asked > 3, untilBound(target));
    expect(asked, 'questions, once a kept answer is too old').toBe(4);
    const ofGarbage = await twice({ ...list, token: garbage }, refusals.badToken);
    expect(ofGarbage, 'questions about garbage, sent twice').toBe(2);
    expect(await twice(list, refusals.noToken), 'questions about no token').toBe(0);
    staging.deactivate(user.id);
    await lookUntilBound(ask, refusals.userRefused.status, target);
    const ofInactive = await twice({ ...list, token }, refusals.userRefused);
    expect(ofInactive, 'questions about an inactive user, who asked twice').toBe(2);
    await auth.logout(token);
    await lookUntilBound(ask, refusals.badToken.status, target);
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
    expect(sent).toMatchObject([{ sentId: 'netra-backend', isRight: true }]);
  });
});
