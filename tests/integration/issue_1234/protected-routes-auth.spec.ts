import { callOf, protectedRoutes } from '../../../config/contract/routes.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { makeObjects } from '../../../helpers/chat/make-objects.ts';

test.describe('the token of a user', { tag: ['@issue_1234', '@auth', '@critical'] }, () => {
  for (const route of protectedRoutes) {
    test(`is taken by ${route.method} ${route.path} [P2 D1]`, async ({ backend, user }) => {
      // Not the fixture's: one of the routes removes it, and its user takes it along in any case.
      const thread = await user.threads.create(`For ${route.method} ${route.path}`);
      const call = callOf(route, await makeObjects(backend, user.accessToken, { thread: thread.id }));

      const answer = await backend.send({ ...call, token: user.accessToken });

      expect(answer).toBeAnsweredWith(route.status);
    });
  }
});
