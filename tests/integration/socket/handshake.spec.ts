import { timeouts } from '../../../config/timeouts.ts';
import { Secret } from '../../../config/secret.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';
import { socketPaths } from '../../../helpers/socket/socket-paths.ts';

const encoded = (token: Secret, options?: { isPublic: boolean }): Secret =>
  new Secret(`jwt.${Buffer.from(token.reveal()).toString('base64url')}`, options);
const schemes = ['bearer', 'BEARER', 'BeArEr'];
const garbage = new Secret('garbage');

test.describe('the socket', { tag: ['@socket', '@critical'] }, () => {
  for (const path of socketPaths) {
    test(`at ${path} takes a token by header and by subprotocol, and welcomes its user first [W1 W2 W5 C9]`, async ({
      user,
      sockets,
    }) => {
      const byHeader = await sockets.open({ via: 'header', token: user.accessToken }, path);
      const bySubprotocol = await sockets.open({ via: 'subprotocol', token: user.accessToken }, path);

      expect(byHeader.socket.frames[0]?.json).toMatchObject({
        timestamp: expect.stringMatching(/\.\d{3,}Z$/),
      });
      expect(byHeader.welcome.userId).toBe(user.id);
      expect(bySubprotocol.welcome.userId).toBe(user.id);
      expect(bySubprotocol.welcome.connectionId).not.toBe(byHeader.welcome.connectionId);
    });
  }

  test('refuses subprotocols without jwt-auth, without a token, or with a bad one [W2 N1 N2]', async ({
    user,
    sockets,
    refusals,
  }) => {
    const offer = (...subprotocols: (string | Secret)[]) => sockets.attempt({ via: 'offer', subprotocols });

    expect(await offer(encoded(user.accessToken))).toBeRefused(refusals.noToken);
    expect(await offer('jwt-auth')).toBeRefused(refusals.noToken);
    expect(await offer('jwt-auth', 'jwt.')).toBeRefused(refusals.noToken);
    expect(await offer('jwt-auth', encoded(garbage, { isPublic: true }))).toBeRefused(refusals.badToken);
  });

  test('tells the same user in its welcome, in an ack and over REST [W5 F2 M2]', async ({
    user,
    thread,
    sockets,
  }) => {
    const { socket, welcome } = await sockets.open({ via: 'header', token: user.accessToken });
    socket.send({ type: 'who_am_i' });

    expect(welcome.userId).toBe(user.id);
    expect(await firstOfType(socket, 'ack', timeouts.frameMs)).toMatchObject({ user_id: user.id });
    const message = await user.messages.create({ thread_id: thread.id, content: 'Who am I?' });
    expect(message.user_id).toBe(user.id);
  });
});

test.describe('the socket', { tag: '@socket' }, () => {
  for (const scheme of schemes) {
    test(`takes the scheme ${scheme}, without case [W2]`, async ({ user, sockets }) => {
      const authorization = new Secret(`${scheme} ${user.accessToken.reveal()}`);

      expect((await sockets.open({ via: 'offer', authorization })).welcome.userId).toBe(user.id);
    });
  }

  test('lets the header decide over a subprotocol, also when it is bad [W2]', async ({
    user,
    stranger,
    sockets,
    refusals,
  }) => {
    const subprotocols = ['jwt-auth', encoded(stranger.accessToken)];
    const good = new Secret(`Bearer ${user.accessToken.reveal()}`);

    expect((await sockets.open({ via: 'offer', authorization: good, subprotocols })).welcome.userId).toBe(
      user.id,
    );
    const bad = await sockets.attempt({ via: 'offer', authorization: 'Bearer garbage', subprotocols });
    expect(bad).toBeRefused(refusals.badToken);
    const other = await sockets.attempt({ via: 'offer', authorization: 'Basic dTpw', subprotocols });
    expect(other).toBeRefused(refusals.noToken);
  });

  test('reads no token from the query [W2]', async ({ user, sockets, refusals }) => {
    const query = user.accessToken;

    expect(await sockets.attempt({ via: 'offer', query })).toBeRefused(refusals.noToken);
    const bad = await sockets.attempt({ via: 'offer', query, authorization: 'Bearer garbage' });
    expect(bad).toBeRefused(refusals.badToken);
    const good = new Secret(`Bearer ${user.accessToken.reveal()}`);
    const ready = await sockets.open({ via: 'offer', query: garbage, authorization: good });
    expect(ready.welcome.userId).toBe(user.id);
  });

  test('takes the subprotocols in any order and among others, and selects jwt-auth [W2 W3]', async ({
    user,
    sockets,
  }) => {
    const { socket, welcome } = await sockets.open({
      via: 'offer',
      subprotocols: ['chat.v2', encoded(user.accessToken), 'jwt-auth'],
    });

    expect(socket.handshake.subprotocol).toBe('jwt-auth');
    expect(welcome.userId).toBe(user.id);
  });

  test('selects nothing that it does not know, nor the token, beside a good header [W3 W7]', async ({
    user,
    sockets,
  }) => {
    const authorization = new Secret(`Bearer ${user.accessToken.reveal()}`);
    const offer = (subprotocol: string | Secret) =>
      sockets.attempt({ via: 'offer', authorization, subprotocols: [subprotocol] });
    const selectedNothing = 'answered 101, but it selects none of the 1 subprotocols that were offered';

    await expect(offer('chat.v2'), '[W3] offered chat.v2').rejects.toThrow(selectedNothing);
    await expect(offer(encoded(user.accessToken)), '[W3 W7] offered the token').rejects.toThrow(
      selectedNothing,
    );
  });
});
