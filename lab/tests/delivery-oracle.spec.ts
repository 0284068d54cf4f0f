import { expect, test } from '../fixtures/test.ts';
import { createActor } from '../../helpers/users/actor.ts';
import {
  change,
  type Compose,
  type DeliveryDefect,
  type Event,
  on,
  payloadOf,
  talk,
  type Way,
  welcome,
  welcomeOf,
} from '../plants/delivery-defect.ts';

const held = new Map<number, Event>();
const swap: Way = (event, socket, send) => {
  if (event['type'] === 'agent_thinking') {
    held.set(socket, event);
    return;
  }
  send(event);
  const late = held.get(socket);
  if (late) send(late);
  held.delete(socket);
};
const late: Way = (event, _socket, send) => {
  if (event['type'] !== 'tool_completed') {
    send(event);
    return;
  }
  AbortSignal.timeout(90).addEventListener('abort', () => {
    send(event);
  });
};

const defects: DeliveryDefect[] = [
  {
    what: 'an event that is missing',
    told: /\[E2\] run \S+ on socket \S+: expected agent_started, agent_thinking, .* got agent_started, tool_exec/,
    compose: change('agent_thinking', () => []),
  },
  {
    what: 'an event that one of two sockets does not get',
    told: /\[E4\] run \S+: tool_completed \(seq 4\) reached socket \S+, and not \S+$/m,
    compose: change('tool_completed', (event, socket) => (socket === 0 ? [event] : [])),
  },
  {
    what: 'an event that comes twice',
    told: /\[E4\] run \S+ on socket \S+: agent_thinking came twice/,
    compose: change('agent_thinking', (event) => [event, event]),
  },
  {
    what: 'a terminal event that comes twice, under another event_id',
    told: /\[E4\] run \S+ on socket \S+: agent_completed came twice/,
    compose: change('agent_completed', (event) => [
      event,
      { ...event, event_id: `${String(event['event_id'])}-2` },
    ]),
  },
  {
    what: 'a second terminal event',
    told: /\[E2\] run \S+ on socket \S+: agent_completed came after agent_completed/,
    compose: change('agent_completed', (event) => [
      event,
      { ...event, event_id: `${String(event['event_id'])}-2`, seq: 6 },
    ]),
  },
  {
    what: 'events that change places',
    told: /\[E2\] run \S+ on socket \S+: expected .* got agent_started, tool_executing, agent_thinking/,
    compose: on(swap),
  },
  {
    what: 'an event that comes after the end',
    told: /\[E2\] run \S+ on socket \S+: tool_completed came after agent_completed/,
    compose: on(late),
  },
  {
    what: 'events that reach a stranger',
    told: /\[E4\] run \S+ of \S+-user: agent_started, .* reached socket \S+ of \S+-stranger/,
    compose: (healthy) => ({
      ...healthy,
      backend: { ...healthy.backend, recipients: (_userId, connections) => [...connections] },
    }),
  },
  {
    what: 'a message that reaches a stranger',
    told: /\[M2\] message \S+: message_created of \S+-user reached socket \S+ of \S+-stranger/,
    compose: (healthy) => ({
      ...healthy,
      backend: { ...healthy.backend, recipients: (_userId, connections) => [...connections] },
    }),
  },
  {
    what: 'a message that is told twice',
    told: /\[M2\] message \S+: message_created reached socket \S+ twice/,
    compose: change('message_created', (event) => [event, event]),
  },
  {
    what: 'a message that nobody posted',
    told: /\[M5\] message msg-0: message_created reached socket \S+, but no user posted that message/,
    compose: change('agent_started', (event) => [
      event,
      { type: 'message_created', data: { message: { id: 'msg-0', user_id: event['user_id'] } } },
    ]),
  },
  {
    what: 'a wrong run',
    told: /\[E4\] run run-0, which no test of this worker started: agent_thinking,? .*reached socket/,
    compose: change('agent_thinking', (event) => [{ ...event, run_id: 'run-0' }]),
  },
  {
    what: 'a wrong thread',
    told: /\[E3\] run \S+ on socket \S+: tool_executing has thread_id thr-0, expected/,
    compose: change('tool_executing', (event) => [{ ...event, thread_id: 'thr-0' }]),
  },
  {
    what: 'a wrong user',
    told: /\[E3\] run \S+ on socket \S+: tool_executing has user_id eve, expected \S+-user/,
    compose: change('tool_executing', (event) => [{ ...event, user_id: 'eve' }]),
  },
  {
    what: 'a gap in seq',
    told: /\[E3\] run \S+ on socket \S+: seq is 1, 2, 3, 4, 6, expected 1 and on/,
    compose: change('agent_completed', (event) => [{ ...event, seq: 6 }]),
  },
  {
    what: 'a seq from 0',
    told: /\[E3\] run \S+ on socket \S+: seq is 0, 1, 2, 3, 4, expected 1 and on/,
    compose: on((event, _socket, send) => {
      const { seq } = event;
      send({ ...event, ...(typeof seq === 'number' && { seq: seq - 1 }) });
    }),
  },
  {
    what: 'an event_id that is used again',
    told: /\[E3\] run \S+: the event_id evt-0 of agent_started was already that of run/,
    compose: change('agent_started', (event) => [{ ...event, event_id: 'evt-0' }]),
  },
  {
    what: 'a canned reply',
    told: /\[E3\] run \S+: final_response does not contain what the user wrote/,
    compose: change('agent_completed', (event) => [{ ...event, payload: { final_response: 'I see.' } }]),
  },
  {
    what: 'a stored reply that is another than the one that was told',
    told: /\[E3\] run \S+: final_response is not the stored reply/,
    compose: (healthy) => ({
      ...healthy,
      messages: {
        ...healthy.messages,
        insert: (message) =>
          healthy.messages.insert(
            message.message_type === 'assistant' ? { ...message, content: 'I see.' } : message,
          ),
      },
    }),
  },
  {
    what: 'a reply that is another on each socket',
    told: /\[E4\] run \S+: agent_completed \(seq 5\) on socket \S+ is not what socket \S+ got/,
    compose: change('agent_completed', (event, socket) => [
      {
        ...event,
        payload: { final_response: `${String(payloadOf(event)['final_response'])} ${socket}` },
      },
    ]),
  },
  {
    what: 'an event that does not tell what it must',
    told: /\[E3\] run \S+ on socket \S+: agent_thinking has no reasoning/,
    compose: change('agent_thinking', (event) => [{ ...event, payload: {} }]),
  },
  {
    what: 'an event in another shape',
    told: /\[E3\] agent_thinking on socket \S+ was not understood: field seq, expected number/,
    compose: change('agent_thinking', (event) => [{ ...event, seq: 'two' }]),
  },
  {
    what: 'a welcome of somebody else',
    told: /\[W5\] socket \S+ was welcomed as eve, its token is of \S+-user/,
    compose: welcome((connectionId) => [welcomeOf(connectionId, 'eve')]),
  },
  {
    what: 'a second welcome',
    told: /\[W5\] socket \S+ was welcomed again/,
    compose: welcome((connectionId, userId) => [
      welcomeOf(connectionId, userId),
      welcomeOf(connectionId, userId),
    ]),
  },
  {
    what: 'another frame before the welcome',
    told: /\[W5\] the first frame of socket \S+ is heartbeat, not its welcome/,
    compose: welcome((connectionId, userId) => [{ type: 'heartbeat' }, welcomeOf(connectionId, userId)]),
  },
];

/** Ends each socket as its ping comes: the news before or after the pong, the close a moment later. */
const endAtPing =
  (isAnswered: (frame: { kind: string }) => boolean): Compose =>
  (healthy) => ({
    ...healthy,
    backend: {
      ...healthy.backend,
      classifyFrame: (...frame) => {
        const read = healthy.backend.classifyFrame(...frame);
        return isAnswered(read) ? read : { kind: 'error', code: 'TOKEN_REVOKED' as never };
      },
      openConnection: (socket, ...rest) => {
        const connection = healthy.backend.openConnection(socket, ...rest);
        socket.on('message', (data: Buffer) => {
          const { kind } = healthy.backend.classifyFrame(data, false);
          if (kind !== 'ping') return;
          if (isAnswered({ kind }))
            connection.send({ type: 'error_message', error_code: 'TOKEN_REVOKED', error_message: 'revoked' });
          AbortSignal.timeout(50).addEventListener('abort', () => {
            socket.close(1008, 'TOKEN_REVOKED');
          });
        });
        return connection;
      },
    },
  });

test.describe('the delivery oracle', () => {
  test('finds nothing in a good conversation', async ({ startStaging, deliveryOracle }) => {
    await talk(await startStaging());
    await deliveryOracle.settle();

    expect(deliveryOracle.problems()).toEqual([]);
  });

  for (const { when, isAnswered } of [
    { when: 'instead of its pong', isAnswered: ({ kind }: { kind: string }) => kind !== 'ping' },
    { when: 'right after its pong', isAnswered: () => true },
  ])
    test(`finds nothing where a token ends its socket ${when}`, async ({ startStaging, deliveryOracle }) => {
      const staging = await startStaging({ compose: endAtPing(isAnswered) });
      const { user, access_token: accessToken } = await staging.auth.bypass(staging.bypassKey, {
        email: 'test-delivery-leaver@staging.netrasystems.ai',
        name: 'leaver',
      });
      const actor = createActor(staging.backend, { ...user, accessToken });
      const thread = await actor.threads.create('a conversation');
      const { socket } = await staging.open({ via: 'header', token: accessToken });
      await actor.messages.create({ thread_id: thread.id, content: 'Hello' });
      await deliveryOracle.settle([socket]);

      expect(deliveryOracle.problems()).toEqual([]);
    });

  for (const { what, told, compose } of defects) {
    test(
      `finds ${what}`,
      { annotation: { type: 'delivery-breach', description: what } },
      async ({ startStaging, deliveryOracle }) => {
        await talk(await startStaging({ compose }));
        await deliveryOracle.settle();

        expect(deliveryOracle.problems().join('\n')).toMatch(told);
      },
    );
  }

  test(
    'finds a socket that the target closes for no reason',
    { annotation: { type: 'delivery-breach', description: 'a shutdown that closes with 1011' } },
    async ({ startStaging, deliveryOracle }) => {
      const staging = await startStaging({
        compose: (healthy) => ({ ...healthy, backend: { ...healthy.backend, shutdownCloseCode: 1011 } }),
      });
      await talk(staging);
      await staging.staging.close();

      expect(deliveryOracle.problems().join('\n')).toMatch(
        /\[L2\] the target closed socket \S+ with 1011: an end that nothing explains/,
      );
    },
  );
});
