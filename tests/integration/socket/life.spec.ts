import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { turnsOf } from '../../../helpers/chat/turns-of.ts';
import { collectRun } from '../../../helpers/socket/collect-run.ts';
import { deliveredOn } from '../../../helpers/socket/delivered-types.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';

test.describe('an open socket', { tag: ['@socket', '@critical'] }, () => {
  test('is told and closed with 1008, as every other of its token, when its user logs out [L1 A6]', async ({
    auth,
    newcomer,
    sockets,
    target,
  }) => {
    await auth.register(newcomer);
    const [ended, kept] = [await auth.login(newcomer), await auth.login(newcomer)];
    const token = ended.access_token;
    const mine = [
      await sockets.open({ via: 'header', token }),
      await sockets.open({ via: 'subprotocol', token }),
    ];
    const other = await sockets.open({ via: 'header', token: kept.access_token });
    const deadlineMs = target.socketRecheckMs + timeouts.deliveryMs;

    await auth.logout(token);

    for (const { socket } of mine) {
      expect(await socket.waitForClose(deadlineMs)).toMatchObject({ code: 1008 });
      expect(await firstOfType(socket, 'error_message', 0)).toMatchObject({ error_code: 'TOKEN_REVOKED' });
    }
    other.socket.send({ type: 'ping' });
    expect(await firstOfType(other.socket, 'pong', timeouts.frameMs)).toMatchObject({ type: 'pong' });
  });

  test(
    'is told and closed with 1008 when its user is deleted [L1 A9]',
    { annotation: needs('user-deletion') },
    async ({ auth, newcomer, sockets, target }) => {
      const { user, access_token: token } = await auth.register(newcomer);
      const { socket } = await sockets.open({ via: 'subprotocol', token });
      const deadlineMs = target.socketRecheckMs + timeouts.deliveryMs;

      await auth.deleteUser(user.id, { token });

      expect(await socket.waitForClose(deadlineMs)).toMatchObject({ code: 1008 });
      expect(await firstOfType(socket, 'error_message', 0)).toMatchObject({ error_code: 'USER_REFUSED' });
    },
  );

  test('that is new gets nothing of what was before; the stored reply is read over REST [L2 G2 E4]', async ({
    user,
    thread,
    sockets,
  }) => {
    const first = await sockets.open({ via: 'header', token: user.accessToken });
    await user.messages.ask({ thread_id: thread.id, content: 'Who will hear this?' });
    await collectRun(first.socket, thread.id, timeouts.runMs);

    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    socket.send({ type: 'ping' });
    await firstOfType(socket, 'pong', timeouts.frameMs);

    expect(deliveredOn(socket)).toHaveLength(0);
    const { messages } = await user.messages.list({ thread_id: thread.id });
    expect(turnsOf(messages).map(({ message_type: type }) => type)).toMatchObject(['user', 'assistant']);
  });
});
