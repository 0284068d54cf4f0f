import { expect, test } from '../../fixtures/test.ts';

for (const number of Array.from({ length: 199 }, (_, index) => String(index + 1)))
  test(`${number} shares its users`, ({ user, stranger }) => {
    expect(user.id).not.toBe(stranger.id);
  });

test('asks for a crowd of five', async ({ crowd }) => {
  expect(await crowd(5)).toHaveLength(5);
});
