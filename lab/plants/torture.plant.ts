import { expect, test } from '../../fixtures/test.ts';

for (const number of Array.from({ length: 8 }, (_, index) => String(index + 1))) {
  test(`${number}: the users of a worker stay while it runs`, async ({ user, stranger, auth, thread }) => {
    for (const content of ['one', 'two', 'three', 'four', 'five']) {
      await user.messages.create({ thread_id: thread.id, content });
      expect(await auth.me(user.accessToken)).toMatchObject({ user_id: user.id });
      expect(await auth.me(stranger.accessToken)).toMatchObject({ user_id: stranger.id });
    }
  });

  test(`${number}: a newcomer registers and stays`, async ({ newcomer, auth }) => {
    const { user, access_token: token } = await auth.register(newcomer);
    for (const look of ['first', 'second', 'third'])
      expect(await auth.me(token), look).toMatchObject({ user_id: user.id });
  });

  test(`${number}: a crowd is made, and stays`, async ({ crowd, auth }) => {
    const members = await crowd(4);
    for (const { id, accessToken } of members)
      expect(await auth.me(accessToken)).toMatchObject({ user_id: id });
  });
}
