import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { protectedRoutes } from '../../../helpers/chat/protected-routes.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';

const reading = protectedRoutes.filter(({ method }) => method === 'GET');
const writing = protectedRoutes.filter(({ method }) => method !== 'GET');
const cases = [
  { may: 'read', may_not: 'write', allowed: reading, denied: writing, headStatus: 200 },
  { may: 'write', may_not: 'read', allowed: writing, denied: reading, headStatus: 403 },
];

test.describe('a user', { tag: '@issue_1234', annotation: needs('signing-secret') }, () => {
  for (const { may, may_not: mayNot, allowed, denied, headStatus } of cases) {
    for (const { method, route, path, body } of denied) {
      test(`who may only ${may} is denied ${method} ${route}, whatever the body [N5 X10]`, async ({
        user,
        thread,
        backend,
        refusals,
        signingSecret: { secret },
      }) => {
        const token = await forgeToken(user.accessToken, secret, { claims: { permissions: [may] } });
        const ids = { threadId: thread.id, messageId: 'any' };
        const call = { method, path: path(ids), token };

        expect(await backend.send({ ...call, body: body?.(ids) })).toBeRefused(refusals.permissionDenied);
        expect(
          await backend.send({ ...call, path: `${call.path}?limit=0`, ...(body && { body: 'nonsense' }) }),
        ).toBeRefused(refusals.permissionDenied);
      });
    }

    test(`who may only ${may}, not ${mayNot}, may do that with a thread and its messages, HEAD as GET [N5 X9]`, async ({
      user,
      newThread,
      backend,
      signingSecret: { secret },
    }) => {
      const token = await forgeToken(user.accessToken, secret, { claims: { permissions: [may] } });
      const { id: threadId } = await newThread();
      const { id: messageId } = await user.messages.create({ thread_id: threadId, content: 'Hello' });
      const ids = { threadId, messageId };
      // All but one: the thread is still needed while the others are asked.
      const calls = allowed.filter(
        ({ method, route }) => method !== 'DELETE' || route !== '/api/threads/{id}',
      );

      const head = await backend.send({ method: 'HEAD', path: '/api/threads', token });
      expect(head).toBeAnsweredWith(headStatus);
      const answers = await Promise.all(
        calls.map(({ method, path, body }) =>
          backend.send({ method, path: path(ids), body: body?.(ids), token }),
        ),
      );

      expect(answers.map(({ request, status }) => `${request} ${String(status)}`)).toEqual(
        calls.map(({ method, path, acceptedStatus }) => `${method} ${path(ids)} ${String(acceptedStatus)}`),
      );
    });
  }

  test('who may only read is told of a wrong path or method first [X10 N8]', async ({
    user,
    backend,
    refusals,
    signingSecret: { secret },
  }) => {
    const token = await forgeToken(user.accessToken, secret, { claims: { permissions: ['read'] } });
    const unknown = await backend.send({ method: 'POST', path: '/api/chat/unknown', token });
    const wrongMethod = await backend.send({ method: 'DELETE', path: '/api/threads', token });

    expect(unknown).toBeRefused(refusals.unknownPath);
    expect(wrongMethod).toBeRefused(refusals.methodNotAllowed);
  });

  test('gets no other right and no other name by test headers [P4 N5]', async ({
    user,
    stranger,
    backend,
    refusals,
    signingSecret: { secret },
  }) => {
    const reader = await forgeToken(user.accessToken, secret, { claims: { permissions: ['read'] } });
    const headers = { 'X-Test-Mode': 'true', 'X-E2E-Test': 'true', 'X-Test-User': stranger.id };
    const call = { method: 'POST', path: '/api/threads', headers, body: { title: 'Whose?' } } as const;

    expect(await backend.send({ ...call, token: reader })).toBeRefused(refusals.permissionDenied);
    const made = await backend.send({ ...call, token: user.accessToken });
    expect(made.json()).toMatchObject({ thread: { user_id: user.id } });
  });

  test('who may only write may open a socket [N5]', async ({ user, sockets, signingSecret: { secret } }) => {
    const token = await forgeToken(user.accessToken, secret, { claims: { permissions: ['write'] } });

    expect((await sockets.open({ via: 'header', token })).welcome.userId).toBe(user.id);
  });

  test('who may only read may open a socket, and is denied to write on it, whatever the payload [N5 X10 F1]', async ({
    user,
    thread,
    sockets,
    signingSecret: { secret },
  }) => {
    const token = await forgeToken(user.accessToken, secret, { claims: { permissions: ['read'] } });
    const { socket } = await sockets.open({ via: 'header', token });

    socket.send({ type: 'user_message', payload: { thread_id: thread.id } });

    expect(await firstOfType(socket, 'error_message', timeouts.frameMs)).toMatchObject({
      error_code: 'PERMISSION_DENIED',
    });
    socket.send({ type: 'ping' });
    expect(await firstOfType(socket, 'pong', timeouts.frameMs)).toMatchObject({ type: 'pong' });
  });
});
