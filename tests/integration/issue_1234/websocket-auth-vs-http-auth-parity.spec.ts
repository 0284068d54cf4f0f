import { expect, test } from '../../../fixtures/test.ts';
import { reSignToken } from '../../../helpers/auth/re-sign-token.ts';

const ways = ['header', 'subprotocol'] as const;

test.describe('socket and REST', { tag: ['@issue_1234', '@socket', '@critical'] }, () => {
  for (const via of ways) {
    test(`take the same token for the same user, by ${via} [W2 W5 M2]`, async ({ user, thread, sockets }) => {
      const { welcome } = await sockets.open({ via, token: user.accessToken });
      const message = await user.messages.create({ thread_id: thread.id, content: 'Who am I?' });

      expect(welcome.userId).toBe(user.id);
      expect(message.user_id).toBe(user.id);
    });

    test(`both refuse a forged signature and take the same token rightly signed, by ${via} [N2 C2 C3]`, async ({
      user,
      backend,
      sockets,
      refusals,
    }) => {
      const call = { method: 'GET', path: '/api/chat/messages' } as const;
      const token = await reSignToken(user.accessToken);

      expect(await sockets.attempt({ via, token })).toBeRefused(refusals.badToken);
      expect(await backend.send({ ...call, token })).toBeRefused(refusals.badToken);

      const { welcome } = await sockets.open({ via, token: user.accessToken });
      expect(welcome.userId).toBe(user.id);
      expect(await backend.send({ ...call, token: user.accessToken })).toBeAnsweredWith(200);
    });
  }

  test('both refuse a caller without a token [N1 W4]', async ({ backend, sockets, refusals }) => {
    expect(await sockets.attempt({ via: 'none' })).toBeRefused(refusals.noToken);
    expect(await backend.send({ method: 'GET', path: '/api/chat/messages' })).toBeRefused(refusals.noToken);
  });
});

test.describe('socket and REST', { tag: ['@issue_1234', '@socket'] }, () => {
  test('the socket selects jwt-auth and never echoes the token [W3]', async ({ user, sockets }) => {
    const { socket } = await sockets.open({ via: 'subprotocol', token: user.accessToken });

    expect(socket.handshake.subprotocol).toBe('jwt-auth');
    expect(socket.handshake.headers.get('sec-websocket-protocol')).toBe('jwt-auth');
  });
});
