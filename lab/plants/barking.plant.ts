import { expect, test } from '../../fixtures/test.ts';

test('a forged token is refused, says a test that is always red [N2]', async ({ user }) => {
  expect(await user.messages.list()).toMatchObject({ total_count: 1 });
});
