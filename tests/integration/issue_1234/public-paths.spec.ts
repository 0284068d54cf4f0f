import { publicPaths } from '../../../config/contract/routes.ts';
import { expect, test } from '../../../fixtures/test.ts';

test.describe('public paths', { tag: ['@issue_1234', '@auth'] }, () => {
  for (const path of publicPaths) {
    test(`anybody may read ${path} without a token [P1]`, async ({ backend }) => {
      const answer = await backend.send({ method: 'GET', path });

      expect(answer).toBeAnsweredWith(200);
    });
  }
});
