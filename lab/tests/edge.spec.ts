import { timeouts } from '../../config/timeouts.ts';
import type { PrivateStaging } from '../../fixtures/start-staging.ts';
import { expect, test } from '../fixtures/test.ts';
import { createWireLog } from '../../helpers/evidence/wire-log.ts';
import { createHttpClient, type WireRequest } from '../../helpers/http/http-client.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { collectRun } from '../../helpers/socket/collect-run.ts';
import { shakeHands } from '../../helpers/socket/shake-hands.ts';
import { type Actor, createActor } from '../../helpers/users/actor.ts';

/** Behind a proxy whose rule never applies. */
const behindEdge = { variants: ['edge-rate-limited:requests=1000000'] };

async function actorOf({ auth, backend, bypassKey }: PrivateStaging): Promise<Actor> {
  const identity = { email: 'test-edge@staging.netrasystems.ai', name: 'Ed Edge' };
  const { user, access_token: accessToken } = await auth.bypass(bypassKey, identity);
  return createActor(backend, { ...user, accessToken });
}

const requests: Omit<WireRequest, 'token'>[] = [
  { method: 'GET', path: '/health' },
  { method: 'GET', path: '/docs' },
  { method: 'HEAD', path: '/api/threads?limit=1' },
  { method: 'POST', path: '/api/threads', body: { title: 'Grüße, 🌍' } },
  { method: 'POST', path: '/api/threads', rawBody: '{"title":' },
  { method: 'DELETE', path: '/api/threads' },
  { method: 'OPTIONS', path: '/api/threads' },
  { method: 'GET', path: '/api/threads/thr_none' },
  { method: 'GET', path: '/ws' },
];

/** A connection's own affair, and what differs from call to call. */
const notCompared = ['connection', 'keep-alive', 'date'];

/** Status and headers of each answer. */
async function answersOf(target: PrivateStaging): Promise<unknown[]> {
  const { accessToken: token } = await actorOf(target);
  const answers: unknown[] = [];
  for (const request of requests) {
    const answer = await target.backend.send({ ...request, token });
    const headers = [...answer.headers].filter(([name]) => !notCompared.includes(name));
    answers.push([answer.request, answer.status, headers]);
  }
  return answers;
}

test.describe('the edge of a local staging', () => {
  test('passes on requests and answers as they are', async ({ startStaging }) => {
    expect(await answersOf(await startStaging(behindEdge))).toEqual(await answersOf(await startStaging()));
  });

  test('passes on large bodies both ways', async ({ startStaging }) => {
    const user = await actorOf(await startStaging(behindEdge));
    const thread = await user.threads.create('Behind an edge');
    const metadata = { large: 'ä0'.repeat(150_000) };
    const made = await user.messages.create({ content: 'Large', thread_id: thread.id, metadata });

    expect((await user.messages.read(made.id)).metadata).toEqual(metadata);
  });

  test('passes on sockets both ways, and their end [L2]', async ({ startStaging }) => {
    const target = await startStaging(behindEdge);
    const user = await actorOf(target);
    const thread = await user.threads.create('Behind an edge');
    const { socket } = await target.open({ via: 'subprotocol', token: user.accessToken });
    const content = 'x'.repeat(8000);
    socket.send({ type: 'user_message', payload: { content, thread_id: thread.id } });
    const run = await collectRun(socket, thread.id, timeouts.runMs);
    await target.staging.close();

    expect(socket.handshake.subprotocol).toBe('jwt-auth');
    expect(run.at(-1)).toMatchObject({ type: 'agent_completed' });
    expect(await socket.waitForClose(timeouts.frameMs)).toEqual({ code: 1001, reason: 'shutdown' });
  });

  test('lets a request and a handshake take as long as it is told', async ({ startStaging }) => {
    const { staging } = await startStaging({ timers: { latencyMs: 200 } });
    const recorder = createWireLog('test').recorderOf('private');
    const told = { timeoutMs: 100, budget: noBudget, recorder };
    const health = { method: 'GET', path: '/health' } as const;
    const late = /^\[TARGET_TIMEOUT\]/;

    for (const baseUrl of [staging.authUrl, staging.backendUrl])
      await expect(createHttpClient({ ...told, service: 'far away', baseUrl }).send(health)).rejects.toThrow(
        late,
      );
    await expect(
      shakeHands({ ...told, url: staging.websocketUrl, credentials: { via: 'none' } }),
    ).rejects.toThrow(late);
  });

  test('answers with a page of its own where nothing is behind it', async ({ startStaging }) => {
    const target = await startStaging({ variants: [...behindEdge.variants, 'backend-down'] });
    const { handshake } = await target.attempt({ via: 'none' });

    expect(await target.backend.send({ method: 'GET', path: '/health' })).toBeAnsweredWith(502);
    expect(handshake).toMatchObject({ status: 502, body: expect.stringContaining('<html>') });
  });

  test('shows two faults at once, and a defect beside them', async ({ startStaging }) => {
    const target = await startStaging({
      variants: ['edge-blocks-request:what=upgrades', 'status-collapsed', 'threads-oldest-first'],
    });
    const user = await actorOf(target);
    for (const title of ['one', 'two']) await user.threads.create(title);
    const { handshake } = await target.attempt({ via: 'header', token: user.accessToken });

    expect(handshake).toMatchObject({ status: 403, body: expect.stringContaining('<html') });
    expect(await target.backend.send({ method: 'GET', path: '/api/threads/thr_none' })).toBeAnsweredWith(403);
    expect((await user.threads.list()).threads.map(({ title }) => title)).toEqual(['one', 'two']);
  });
});
