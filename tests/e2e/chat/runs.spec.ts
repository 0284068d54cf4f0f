import { agentEventTypes } from '../../../config/contract/events.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import { turnsOf } from '../../../helpers/chat/turns-of.ts';
import { collectRun } from '../../../helpers/socket/collect-run.ts';
import { deliveredOn } from '../../../helpers/socket/delivered-types.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';
import { frameType } from '../../../helpers/socket/frame.ts';
import type { ReadySocket } from '../../../helpers/socket/ready-socket.ts';
import { agentEvent, type AgentEvent } from '../../../helpers/wire/agent-event.ts';
import { timestamp } from '../../../helpers/wire/timestamp.ts';

const texts = [
  { what: 'Unicode', content: 'Grüße, 你好, שלום, 👨‍👩‍👧‍👦 and e\u0301' },
  { what: '8000 characters', content: `${'word '.repeat(1599)}last.` },
  { what: 'markup', content: `<b>bold</b> & "quotes" '; DROP TABLE messages; -- $(id)` },
];
const eventsOf = ({ socket }: ReadySocket): AgentEvent[] =>
  socket.frames
    .filter((frame) => (agentEventTypes as readonly string[]).includes(frameType(frame)))
    .map(({ json }) => agentEvent.parse(json));
/** What is the same on every socket, whenever it was sent there. */
const sameOf = (events: readonly AgentEvent[]) =>
  events.map(({ type, event_id, run_id, seq, payload }) => ({ type, event_id, run_id, seq, payload }));

test.describe('an agent run', { tag: ['@events', '@critical'] }, () => {
  for (const { what, content } of texts) {
    test(`keeps ${what} as it was written, in the events, the reply and the stored messages [G1 E2 E3 M2]`, async ({
      user,
      thread,
      sockets,
    }) => {
      const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
      const { run_id: runId } = await user.messages.ask({ thread_id: thread.id, content });
      const events = await collectRun(socket, thread.id, timeouts.runMs);
      const { messages } = await user.messages.list({ thread_id: thread.id });

      expect(events).toBeACompleteRun({ userId: user.id, threadId: thread.id, runId });
      const [question, reply] = turnsOf(messages);
      expect(question?.content).toBe(content);
      expect(reply?.content).toContain(content);
      expect(events.at(-1)?.payload['final_response']).toBe(reply?.content);
    });
  }

  test('sends every event once to every socket of its user, and none to a stranger [E2 E4 M5]', async ({
    user,
    stranger,
    thread,
    sockets,
  }) => {
    const token = user.accessToken;
    const mine = [
      await sockets.open({ via: 'header', token }),
      await sockets.open({ via: 'subprotocol', token }, '/websocket'),
      await sockets.open({ via: 'header', token }, '/api/v1/websocket'),
    ];
    const foreign = await sockets.open({ via: 'header', token: stranger.accessToken });

    await user.messages.ask({ thread_id: thread.id, content: `Who hears ${thread.id}?` });
    const [run = []] = await Promise.all(
      mine.map(({ socket }) => collectRun(socket, thread.id, timeouts.runMs)),
    );
    foreign.socket.send({ type: 'ping' });
    await firstOfType(foreign.socket, 'pong', timeouts.frameMs);

    const [first = [], ...others] = mine.map(eventsOf);
    expect(run).toBeACompleteRun({ userId: user.id, threadId: thread.id });
    expect(first).toHaveLength(run.length);
    for (const other of others) expect(sameOf(other)).toMatchObject(sameOf(first));
    expect(deliveredOn(foreign.socket)).toHaveLength(0);
    expect(mine[0]?.socket.frames.map(frameType)).not.toContain('message_created');
  });

  test('goes on when the socket that started it closes, and stores its reply [E4 L2]', async ({
    user,
    thread,
    sockets,
  }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    const content = `Will ${thread.id} be answered?`;
    sockets.ask(socket, user, { thread_id: thread.id, content });
    await firstOfType(socket, 'agent_started', timeouts.runMs);

    await socket.close(timeouts.frameMs);

    const turns = await lookUntil(
      async () => turnsOf((await user.messages.list({ thread_id: thread.id })).messages),
      ({ length }) => length === 2,
      { deadlineMs: timeouts.runMs, everyMs: timeouts.lookAgainMs },
    );
    expect(turns).toMatchObject([
      { message_type: 'user', content },
      { message_type: 'assistant', content: expect.stringContaining(content) },
    ]);
  });

  test('has ids of its own also in a thread that had a run before [G1 E3 E6]', async ({
    user,
    thread,
    sockets,
  }) => {
    const ask = async (content: string) => {
      const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
      await user.messages.ask({ thread_id: thread.id, content });
      return collectRun(socket, thread.id, timeouts.runMs);
    };
    const events = [...(await ask('First?')), ...(await ask('Second?'))];

    expect(new Set(events.map(({ run_id: runId }) => runId)).size).toBe(2);
    expect(new Set(events.map(({ event_id: eventId }) => eventId)).size).toBe(events.length);
  });
});

test.describe('an agent run', { tag: '@events' }, () => {
  test('keeps its own order beside other runs of its user, by socket and REST [E5 E3]', async ({
    user,
    newThread,
    sockets,
  }) => {
    const threads = [await newThread(), await newThread(), await newThread(), await newThread()];
    const messages = threads.map(({ id }) => ({ thread_id: id, content: `About ${id}` }));
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });

    for (const message of messages.slice(0, 2)) sockets.ask(socket, user, message);
    await Promise.all(messages.slice(2).map((message) => user.messages.ask(message)));
    const runs = await Promise.all(
      threads.map(async ({ id }) => ({ id, events: await collectRun(socket, id, timeouts.runMs) })),
    );

    for (const { id, events } of runs) {
      expect(events).toBeACompleteRun({ userId: user.id, threadId: id });
      expect(events.at(-1)?.payload['final_response']).toContain(`About ${id}`);
    }
    const events = runs.flatMap((run) => run.events);
    expect(new Set(events.map(({ event_id: eventId }) => eventId)).size).toBe(events.length);
    expect(new Set(events.map(({ run_id: runId }) => runId)).size).toBe(4);
  });
});

test.describe('an event', { tag: '@events', annotation: needs('event-seq') }, () => {
  test('tells its time in UTC with milliseconds [E3 C9]', async ({ user, freshToken, thread, sockets }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    await user.messages.ask({ thread_id: thread.id, content: 'What time is it?' });
    const events = await collectRun(socket, thread.id, timeouts.runMs);

    for (const event of events) {
      expect(timestamp.safeParse(event.timestamp).success, `${event.type} at ${event.timestamp}`).toBe(true);
      const sinceTokenMs = Date.parse(String(event.timestamp)) - freshToken.issuedAtS * 1000;
      expect(Math.abs(sinceTokenMs), `${event.type} by the clock of the target`).toBeLessThan(
        timeouts.testMs,
      );
    }
  });
});

test.describe(
  'fifty users at once',
  { tag: ['@events', '@critical'], annotation: needs('user-deletion') },
  () => {
    // Some 350 requests: at the polite rate of a remote target they take more than a minute.
    test.describe.configure({ timeout: timeouts.slowTestMs });

    test('each chat with the agent, and none sees an event of another [E4 E5 E3]', async ({
      crowd,
      sockets,
    }) => {
      const users = await crowd(50);
      // All listen before the first one asks: the id of one may begin with the whole id of another.
      const listening = await Promise.all(
        users.map(async (user) => ({
          user,
          ready: await sockets.open({ via: 'header', token: user.accessToken }),
        })),
      );
      const chats = await Promise.all(
        listening.map(async ({ user, ready }) => {
          const { id: threadId } = await user.threads.create('one of fifty');
          const { run_id: runId } = await user.messages.ask({
            thread_id: threadId,
            content: `I am ${user.id}`,
          });
          const events = await collectRun(ready.socket, threadId, timeouts.runMs);
          return { ready, events, expected: { userId: user.id, threadId, runId } };
        }),
      );

      for (const { ready, events, expected } of chats) {
        expect(events).toBeACompleteRun(expected);
        expect(events.at(-1)?.payload['final_response']).toContain(`I am ${expected.userId}`);
        expect(eventsOf(ready)).toHaveLength(events.length);
      }
    });
  },
);
