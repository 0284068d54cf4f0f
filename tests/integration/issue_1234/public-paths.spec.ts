import { expect, test } from '../../../fixtures/test.ts';

const publicPaths = [
  '/',
  '/health',
  '/metrics',
  '/docs',
  '/openapi.json',
  '/redoc',
  '/ws/config',
  '/ws/health',
  '/ws/stats',
];

test.describe('public paths', { tag: ['@issue_1234', '@critical'] }, () => {
  for (const path of publicPaths) {
    test(`anybody may read ${path} without a token [P1]`, async ({ backend }) => {
      const answer = await backend.send({ method: 'GET', path });

      expect(answer).toBeAnsweredWith(200);
    });
  }
});
