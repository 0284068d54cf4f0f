import { callOf, noSuchId, protectedRoutes } from '../../../config/contract/routes.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { makeObjects } from '../../../helpers/chat/make-objects.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';

const reading = protectedRoutes.filter(({ method }) => method === 'GET');
const writing = protectedRoutes.filter(({ method }) => method !== 'GET');
const cases = [
  { may: 'read', may_not: 'write', allowed: reading, denied: writing, headStatus: 200 },
  { may: 'write', may_not: 'read', allowed: writing, denied: reading, headStatus: 403 },
];

test.describe('a user', { tag: '@auth', annotation: needs('signing-secret') }, () => {
  for (const { may, may_not: mayNot, allowed, denied, headStatus } of cases) {
    for (const route of denied) {
      const call = callOf(route, noSuchId);
      const nonsense = { ...call, path: `${call.path}?limit=0`, ...(call.body && { body: 'nonsense' }) };
      test(`who may only ${may} is denied ${route.method} ${route.path}, whatever the body [N5 N11]`, async ({
        user,
        backend,
        refusals,
        signingSecret: { secret },
      }) => {
        const token = await forgeToken(user.accessToken, secret, { claims: { permissions: [may] } });

        expect(await backend.send({ ...call, token })).toBeRefused(refusals.permissionDenied);
        expect(await backend.send({ ...nonsense, token })).toBeRefused(refusals.permissionDenied);
      });
    }

    test(`who may only ${may}, not ${mayNot}, may do that with a thread and its messages, HEAD as GET [N5 P6]`, async ({
      user,
      newThread,
      backend,
      signingSecret: { secret },
    }) => {
      const token = await forgeToken(user.accessToken, secret, { claims: { permissions: [may] } });
      const { id: thread } = await newThread();
      const idOf = await makeObjects(backend, user.accessToken, { thread });
      // All but one: the thread is still needed while the others are asked.
      const routes = allowed.filter(
        ({ method, path }) => method !== 'DELETE' || path !== '/api/threads/{thread}',
      );

      const head = await backend.send({ method: 'HEAD', path: '/api/threads', token });
      expect(head).toBeAnsweredWith(headStatus);
      const asked = routes.map(async (route) => ({
        ...route,
        answer: await backend.send({ ...callOf(route, idOf), token }),
      }));

      for (const { answer, status } of await Promise.all(asked)) expect(answer).toBeAnsweredWith(status);
    });
  }

  test('who may only read is told of a wrong path or method first [N8 N11]', async ({
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

  test('who may only read may open a socket, and is denied to write on it, whatever the payload [N5 N11 F1]', async ({
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
