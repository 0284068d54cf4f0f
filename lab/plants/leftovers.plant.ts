import { expect, test } from '../../fixtures/test.ts';

test('fails with a worker user, a stranger, a thread, a registered newcomer and two open sockets', async ({
  user,
  stranger,
  thread,
  newcomer,
  auth,
  sockets,
}) => {
  await auth.register(newcomer);
  await user.messages.create({ thread_id: thread.id, content: 'left behind?' });
  await sockets.open({ via: 'header', token: user.accessToken });
  await sockets.open({ via: 'subprotocol', token: stranger.accessToken });
  expect('this test').toBe('failed');
});

test('times out with an open socket', async ({ user, thread, sockets }) => {
  test.setTimeout(1_000);
  const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
  await socket.waitFor(`a frame that never comes in ${thread.id}`, () => undefined, 60_000);
});
