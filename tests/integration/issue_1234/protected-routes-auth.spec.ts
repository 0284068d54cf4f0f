import { expect, test } from '../../../fixtures/test.ts';
import { protectedRoutes } from '../../../helpers/chat/protected-routes.ts';

test.describe('the token of a user', { tag: ['@issue_1234', '@critical'] }, () => {
  for (const { method, route, path, acceptedStatus, body } of protectedRoutes) {
    test(`is taken by ${method} ${route} [P2 D1]`, async ({ backend, user }) => {
      // Not the fixture's: one of the routes removes it, and its user takes it along in any case.
      const { id: threadId } = await user.threads.create(`${method} ${route}`);
      const { id: messageId } = await user.messages.create({ thread_id: threadId, content: 'Hello' });
      const ids = { threadId, messageId };

      const answer = await backend.send({
        method,
        path: path(ids),
        body: body?.(ids),
        token: user.accessToken,
      });

      expect(answer).toBeAnsweredWith(acceptedStatus);
    });
  }
});
