import { expect, test } from '../../fixtures/test.ts';

test('a forged token is refused, says a test that asks for something else [N2]', async ({ user }) => {
  expect(await user.messages.list()).toMatchObject({ total_count: 0 });
});
