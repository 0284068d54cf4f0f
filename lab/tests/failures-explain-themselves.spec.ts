import { timeouts } from '../../config/timeouts.ts';
import type { PrivateStaging } from '../../fixtures/start-staging.ts';
import { expect, test } from '../fixtures/test.ts';
import { createWireLog } from '../../helpers/evidence/wire-log.ts';
import { createHttpClient } from '../../helpers/http/http-client.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { collectRun } from '../../helpers/socket/collect-run.ts';
import { readySocket } from '../../helpers/socket/ready-socket.ts';
import { type HandshakeOutcome, shakeHands } from '../../helpers/socket/shake-hands.ts';
import { type Actor, createActor } from '../../helpers/users/actor.ts';

const email = 'test-failures@staging.netrasystems.ai';

async function userOf(privateStaging: PrivateStaging): Promise<Actor> {
  const { user, access_token: accessToken } = await privateStaging.auth.bypass(privateStaging.bypassKey, {
    email,
    name: 'Fay Failure',
  });
  return createActor(privateStaging.backend, { ...user, accessToken });
}

const handshakeOf = ({ staging }: PrivateStaging, { accessToken: token }: Actor): Promise<HandshakeOutcome> =>
  shakeHands({
    url: staging.websocketUrl,
    credentials: { via: 'header', token },
    timeoutMs: timeouts.frameMs,
    budget: noBudget,
    recorder: createWireLog('test').recorderOf('private'),
  });

test.describe('a failure explains itself', () => {
  test('a service that is down is named with its URL and the reason', async ({ startStaging }) => {
    const down = await startStaging();
    const user = await userOf(down);
    await down.staging.close();

    await expect(user.messages.list()).rejects.toThrow(
      `[TARGET_UNREACHABLE] GET /api/chat/messages: the chat backend at ${down.staging.backendUrl} cannot be reached (connect ECONNREFUSED):`,
    );
    await expect(handshakeOf(down, user)).rejects.toThrow(
      `[TARGET_UNREACHABLE] handshake: ${down.staging.websocketUrl} cannot be reached (connect ECONNREFUSED):`,
    );
  });

  test('a service that does not answer is named with the time that it had', async ({ startStaging }) => {
    const silent = await startStaging({
      timers: { shutdownGraceMs: 10 },
      compose: (healthy) => ({
        ...healthy,
        auth: {
          ...healthy.auth,
          passwordHash: { ...healthy.auth.passwordHash, create: () => new Promise<never>(() => undefined) },
        },
      }),
    });
    const http = createHttpClient({
      service: 'auth service',
      baseUrl: silent.staging.authUrl,
      timeoutMs: 50,
      budget: noBudget,
      recorder: createWireLog('test').recorderOf('private'),
    });
    const body = { email, password: 'long enough', name: 'Fay Failure' };

    await expect(http.send({ method: 'POST', path: '/auth/register', body })).rejects.toThrow(
      `[TARGET_TIMEOUT] POST /auth/register: the auth service at ${silent.staging.authUrl} gave no answer within 50 ms.`,
    );
  });

  test('an answer with another status is told with what was expected and its reason', async ({
    startStaging,
  }) => {
    const { auth, bypassKey } = await startStaging();

    await expect(auth.login({ email, password: bypassKey })).rejects.toThrow(
      '[UNEXPECTED_STATUS] POST /auth/login: expected 200, got 401 "Invalid credentials"',
    );
  });

  test('an answer in another shape is told with the field', async ({ startStaging }) => {
    const odd = await startStaging({
      compose: (healthy) => ({
        ...healthy,
        backend: {
          ...healthy.backend,
          pageOf: (slice, shown, total) => ({ ...healthy.backend.pageOf(slice, shown, total), page: 0 }),
        },
      }),
    });
    const user = await userOf(odd);

    await expect(user.messages.list()).rejects.toThrow(
      '[UNEXPECTED_SHAPE] GET /api/chat/messages: the 200 was not understood: field page, expected',
    );
  });

  test('a frame that does not come is told with what came instead', async ({ startStaging }) => {
    const healthy = await startStaging();
    const { socket } = await readySocket(await handshakeOf(healthy, await userOf(healthy)), timeouts.frameMs);

    await expect(socket.waitFor('pong', () => undefined, 50)).rejects.toThrow(
      `[FRAME_NOT_RECEIVED] No pong within 50 ms on ${healthy.staging.websocketUrl}.\nSeen: connection_established.`,
    );
    await expect(socket.waitForClose(50)).rejects.toThrow(
      `[CLOSE_NOT_RECEIVED] ${healthy.staging.websocketUrl} did not close the socket within 50 ms.`,
    );
  });

  test('a socket that closes too early is told with code, reason and what came before', async ({
    startStaging,
  }) => {
    const healthy = await startStaging();
    const { socket } = await readySocket(await handshakeOf(healthy, await userOf(healthy)), timeouts.frameMs);
    const pong = expect(socket.waitFor('pong', () => undefined, timeouts.frameMs)).rejects.toThrow(
      '[SOCKET_CLOSED] The socket closed with 1001 "shutdown" before pong.\nSeen: connection_established.',
    );

    await healthy.staging.close();

    await pong;
  });

  test('a run without its terminal event is told with the events that came', async ({ startStaging }) => {
    const stuck = await startStaging({
      compose: (healthy) => ({
        ...healthy,
        backend: {
          ...healthy.backend,
          *agentSteps(content) {
            for (const step of healthy.backend.agentSteps(content))
              if (step.type !== 'agent_completed') yield step;
          },
        },
      }),
    });
    const user = await userOf(stuck);
    const { socket } = await readySocket(await handshakeOf(stuck, user), timeouts.frameMs);
    const thread = await user.threads.create('stuck');
    await user.messages.ask({ thread_id: thread.id, content: 'Will this end?' });

    await expect(collectRun(socket, thread.id, 500)).rejects.toThrow(
      `[EVENT_NOT_RECEIVED] No agent_completed within 500 ms in thread ${thread.id} (E2).\n` +
        'Seen: agent_started, agent_thinking, tool_executing, tool_completed.',
    );
  });

  test('a refusal that does not come, or comes otherwise, is told with the id of its promise', async ({
    startStaging,
    refusals,
  }) => {
    const healthy = await startStaging();
    const user = await userOf(healthy);
    const list = await healthy.backend.send({
      method: 'GET',
      path: '/api/threads',
      token: user.accessToken,
    });
    const refused = await healthy.backend.send({ method: 'GET', path: '/api/threads' });
    const handshake = await handshakeOf(healthy, user);

    expect(() => {
      expect(list).toBeRefused(refusals.noToken);
    }).toThrow('[N1] Expected 403 AUTH_REQUIRED (profile 2025-09-07), but GET /api/threads answered 200.');
    expect(() => {
      expect(refused).toBeRefused(refusals.userRefused);
    }).toThrow(
      '[N3] Expected 403 USER_REFUSED (profile 2025-09-07), but GET /api/threads answered 403 AUTH_REQUIRED.',
    );
    expect(() => {
      expect(handshake).toBeRefused(refusals.badToken);
    }).toThrow(
      `[N2] Expected 403 with an empty body before the upgrade (profile 2025-09-07), but ${healthy.staging.websocketUrl} answered 101.`,
    );
  });
});
