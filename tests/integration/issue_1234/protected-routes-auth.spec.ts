import { expect, test } from '../../../fixtures/test.ts';
import { reSignToken } from '../../../helpers/auth/re-sign-token.ts';
import { protectedRoutes } from '../../../helpers/chat/protected-routes.ts';

test.describe('protected routes', { tag: ['@issue_1234', '@critical'] }, () => {
  for (const { method, route, path, acceptedStatus, body } of protectedRoutes) {
    test(`${method} ${route} refuses a call without a token [N1 P2]`, async ({ backend, refusals }) => {
      expect(await backend.send({ method, path: path('any') })).toBeRefused(refusals.noToken);
    });

    test(`${method} ${route} refuses a forged signature, and takes the same token rightly signed [N2 C3]`, async ({
      backend,
      user,
      thread,
      refusals,
    }) => {
      const call = { method, path: path(thread.id), body: body?.(thread.id) };

      const forged = await backend.send({ ...call, token: await reSignToken(user.accessToken) });
      const control = await backend.send({ ...call, token: user.accessToken });

      expect(forged).toBeRefused(refusals.badToken);
      expect(control).toBeAnsweredWith(acceptedStatus);
    });
  }
});
