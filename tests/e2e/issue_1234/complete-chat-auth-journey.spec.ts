import { timeouts } from '../../../config/timeouts.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { lookUntilRefused } from '../../../helpers/chat/look-until-refused.ts';
import { turnsOf } from '../../../helpers/chat/turns-of.ts';
import { lookToTheEnd } from '../../../helpers/http/look-until-bound.ts';
import { collectRun } from '../../../helpers/socket/collect-run.ts';
import { deliveredOn } from '../../../helpers/socket/delivered-types.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';
import { type Frame, frameType } from '../../../helpers/socket/frame.ts';
import type { ReadySocket } from '../../../helpers/socket/ready-socket.ts';
import { createdFrame } from '../../../helpers/wire/created-frame.ts';
import { createActor } from '../../../helpers/users/actor.ts';

test.describe('the complete chat journey', { tag: ['@issue_1234', '@events', '@critical'] }, () => {
  test.describe.configure({ timeout: timeouts.slowTestMs });

  test('a newcomer registers, logs in, chats with the agent, logs out and is refused [A3 A4 A6 G1 E2]', async ({
    newcomer,
    auth,
    authService,
    backend,
    sockets,
    refusals,
    target,
  }) => {
    const question = `What do you make of ${newcomer.email}?`;

    const account = await test.step('the newcomer registers and logs in', async () => {
      await auth.register(newcomer);
      return auth.login(newcomer);
    });

    const token = account.access_token;
    const user = createActor(backend, { ...account.user, accessToken: token });

    const thread = await test.step('the user opens a thread and writes a message', async () => {
      const made = await user.threads.create('journey');
      await user.messages.create({ thread_id: made.id, content: 'Hello!' });
      return made;
    });

    const reply = await test.step('the agent answers over the socket with five events in order', async () => {
      const { socket, welcome } = await sockets.open({ via: 'header', token });
      expect(welcome.userId).toBe(user.id);
      const { run_id: runId } = await user.messages.ask({ thread_id: thread.id, content: question });
      const events = await collectRun(socket, thread.id, timeouts.runMs);
      expect(events).toBeACompleteRun({ userId: user.id, threadId: thread.id, runId });
      return events.at(-1)?.payload['final_response'];
    });

    await test.step('the reply is read over REST and holds the question', async () => {
      expect(reply).toContain(question);
      const { messages } = await user.messages.list({ thread_id: thread.id });
      expect(turnsOf(messages)).toMatchObject([
        { message_type: 'user', content: 'Hello!' },
        { message_type: 'user', content: question },
        { message_type: 'assistant', content: reply },
      ]);
    });

    await test.step('after the logout the token is refused, and its refresh token too', async () => {
      await auth.logout(token);
      const ask = async () => [
        await backend.send({ method: 'GET', path: '/api/chat/messages', token }),
        await sockets.attempt({ via: 'header', token }),
      ];
      expect(await lookUntilRefused(ask, refusals.badToken, target)).toBeRefusedEverywhere(refusals.badToken);
      const me = () => authService.send({ method: 'GET', path: '/auth/me', token });
      expect(await lookToTheEnd(me, target)).toBeAnsweredWith(401);
      const body = { refresh_token: account.refresh_token.reveal() };
      const refresh = await authService.send({ method: 'POST', path: '/auth/refresh', body });
      expect(refresh).toBeAnsweredWith(401);
    });
  });

  test('a message that is written over REST reaches every open socket of its user, and no stranger [M2 M5]', async ({
    user,
    stranger,
    thread,
    sockets,
  }) => {
    const foreign = await sockets.open({ via: 'header', token: stranger.accessToken });
    const first = await sockets.open({ via: 'header', token: user.accessToken });
    const second = await sockets.open({ via: 'subprotocol', token: user.accessToken });
    const created = ({ socket }: ReadySocket): Promise<Frame> =>
      socket.waitFor(
        'message_created',
        (frame) => (frameType(frame) === 'message_created' ? frame : undefined),
        timeouts.frameMs,
      );

    const message = await user.messages.create({ thread_id: thread.id, content: 'Seen on all sides' });

    for (const socket of [first, second])
      expect(createdFrame.parse((await created(socket)).json).data.message).toMatchObject(message);
    foreign.socket.send({ type: 'ping' });
    await firstOfType(foreign.socket, 'pong', timeouts.frameMs);
    expect(deliveredOn(foreign.socket)).toHaveLength(0);
  });
});

test.describe('the complete chat journey', { tag: ['@issue_1234', '@events'] }, () => {
  test.describe.configure({ timeout: timeouts.slowTestMs });

  test('a user writes over the socket, and the agent replies with that text [E1 E3 G2]', async ({
    user,
    thread,
    sockets,
  }) => {
    const content = `  How many words has\r\n ${thread.id}? `;
    const { socket } = await sockets.open({ via: 'subprotocol', token: user.accessToken });

    sockets.ask(socket, user, { content, thread_id: thread.id });
    const events = await collectRun(socket, thread.id, timeouts.runMs);

    const reply = events.at(-1)?.payload['final_response'];
    const { messages } = await user.messages.list({ thread_id: thread.id });
    expect(events).toBeACompleteRun({ userId: user.id, threadId: thread.id });
    expect(reply).toContain(content);
    expect(turnsOf(messages)).toMatchObject([
      { content, user_id: user.id },
      { content: reply, user_id: user.id },
    ]);
    expect(socket.frames.map(frameType)).not.toContain('ack');
  });
});
