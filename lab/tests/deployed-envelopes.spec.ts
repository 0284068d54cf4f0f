import type { StartStaging } from '../../fixtures/start-staging.ts';
import { expect, test } from '../fixtures/test.ts';
import type { ReadySocket } from '../../helpers/socket/ready-socket.ts';
import { agentEvent } from '../../helpers/wire/agent-event.ts';

type Welcome = (connectionId: string, userId: string) => Record<string, unknown>;

/** First frames as deployed versions sent them. */
const welcomes: { what: string; frame: Welcome }[] = [
  {
    what: 'system_message',
    frame: (connectionId, userId) => ({
      type: 'system_message',
      data: { event: 'connection_established', connection_id: connectionId, user_id: userId, config: {} },
      timestamp: 1_757_000_000.25,
      server_id: null,
    }),
  },
  {
    what: 'connect',
    frame: (connectionId, userId) => ({
      type: 'connect',
      data: { connection_id: connectionId, user_id: userId },
    }),
  },
  {
    what: 'connection_established with a shortened user id',
    frame: (connectionId, userId) => ({
      type: 'connection_established',
      data: { mode: 'main', connection_id: connectionId, user_id: `${userId.slice(0, 8)}...` },
    }),
  },
];
const payload = { agent_name: 'Netra' };
const started = { type: 'agent_started', timestamp: 1_757_000_000.25, thread_id: 'thr_1' };

async function welcomed(startStaging: StartStaging, frame: Welcome): Promise<[string, ReadySocket]> {
  const { auth, bypassKey, open } = await startStaging({
    compose: (healthy) => ({
      ...healthy,
      backend: { ...healthy.backend, firstFrames: (...told) => [frame(...told)] },
    }),
  });
  const identity = { email: 'test-deployed@staging.netrasystems.ai', name: 'Dora Deployed' };
  const { user, access_token: token } = await auth.bypass(bypassKey, identity);
  return [user.id, await open({ via: 'header', token })];
}

test.describe('a reader of deployed versions', () => {
  for (const { what, frame } of welcomes) {
    test(`knows whose socket it is by ${what} [W5 F2]`, async ({ startStaging }) => {
      const [userId, { welcome }] = await welcomed(startStaging, frame);

      expect(welcome.userId).toBe(userId);
    });
  }

  test(
    'is not taken in by the shortened id of somebody else [W5 F2]',
    { annotation: { type: 'delivery-breach', description: 'the welcome is for somebody else' } },
    async ({ startStaging }) => {
      const ofEve: Welcome = (connectionId) => ({
        type: 'connection_established',
        data: { connection_id: connectionId, user_id: 'eve12345...' },
      });

      await expect(welcomed(startStaging, ofEve)).rejects.toThrow(
        /is for eve12345\.\.\., its ack for e2e-test-deployed \(W5, F2\)/,
      );
    },
  );

  for (const [where, event] of [
    ['payload', { ...started, payload }],
    ['data', { ...started, data: payload }],
    ['the event itself', { ...started, ...payload }],
  ] as const) {
    test(`finds what an event tells in ${where} [E3]`, () => {
      expect(agentEvent.parse(event).payload).toMatchObject(payload);
    });
  }
});
