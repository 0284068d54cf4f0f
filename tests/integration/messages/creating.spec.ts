import { timeouts } from '../../../config/timeouts.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { deliveredOn } from '../../../helpers/socket/delivered-types.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';

const kept = [
  { what: 'one character', content: '.' },
  { what: '8000 characters', content: 'a'.repeat(8000) },
  { what: '8000 characters that are two UTF-16 units each', content: '👋'.repeat(8000) },
  { what: 'combining marks, as they were composed', content: 'e\u0301 is not \u00e9' },
  { what: 'a family of joined emoji and right-to-left text', content: '👨‍👩‍👧‍👦 שלום مرحبا' },
  { what: 'white space around and lines within', content: '  two\r\n\tlines\n\n ' },
  {
    what: 'HTML, SQL and shell',
    content: `<img src=x onerror=alert(1)>'; DROP TABLE users; $(id) \u001b[31m`,
  },
  { what: 'a noncharacter and a control character', content: '\uffff\u0001.' },
];
const refused: { what: string; fields: Record<string, unknown> }[] = [
  { what: 'an empty content', fields: { content: '' } },
  { what: 'a content of white space', fields: { content: ' \n\t\u2003' } },
  { what: 'a content of 8001 characters', fields: { content: 'a'.repeat(8001) } },
  { what: 'a content of 8001 emoji', fields: { content: '👋'.repeat(8001) } },
  { what: 'a content with U+0000', fields: { content: 'null\u0000byte' } },
  { what: 'a content with a lone surrogate', fields: { content: 'broken \udc4b' } },
  { what: 'a content that is a number', fields: { content: 7 } },
  { what: 'no content', fields: { content: undefined } },
  { what: 'no thread', fields: { thread_id: undefined } },
  { what: 'a thread that is a list', fields: { thread_id: ['x'] } },
  { what: 'metadata that is a list', fields: { metadata: [1] } },
  { what: 'a message type that is empty', fields: { message_type: '' } },
  { what: 'a message type that is a number', fields: { message_type: 7 } },
  { what: 'a message type with a lone surrogate', fields: { message_type: 'no\udc4bte' } },
  { what: 'a message type with U+0000', fields: { message_type: 'no\u0000te' } },
];
const detail = {
  detail: expect.arrayContaining([
    expect.objectContaining({ loc: expect.any(Array), msg: expect.any(String), type: expect.any(String) }),
  ]),
};

test.describe('a message', { tag: ['@messages', '@critical'] }, () => {
  for (const { what, content } of kept) {
    test(`with ${what} is kept as it was sent [M2 M4]`, async ({ user, thread }) => {
      const created = await user.messages.create({ thread_id: thread.id, content });
      const read = await user.messages.read(created.id);

      expect(created.content).toBe(content);
      expect(read).toMatchObject(created);
    });
  }

  for (const { what, fields } of refused) {
    const isOfRun = 'content' in fields || 'thread_id' in fields;
    test(`with ${what} is refused with 422, and nothing is stored [M2 M4 G1 C7 C8]`, async ({
      user,
      thread,
      backend,
    }) => {
      const body = { thread_id: thread.id, content: 'Hello', ...fields };
      const token = user.accessToken;
      const send = (path: string) => backend.send({ method: 'POST', path, token, body });
      const answers = await Promise.all(
        ['/api/chat/messages', '/api/messages', ...(isOfRun ? ['/api/chat'] : [])].map(send),
      );

      for (const answer of answers) {
        expect(answer).toBeAnsweredWith(422);
        expect(answer.json()).toMatchObject(detail);
      }
      expect(await user.messages.list({ thread_id: thread.id })).toMatchObject({ total_count: 0 });
    });
  }

  test('with a field that nobody knows is taken without it, and starts a run the same way [M2 G1 C10]', async ({
    user,
    thread,
    backend,
  }) => {
    const body = { thread_id: thread.id, content: 'Hello', colour: 'blue' };
    const post = (path: string) => backend.send({ method: 'POST', path, token: user.accessToken, body });

    const created = await post('/api/chat/messages');
    expect(created).toBeAnsweredWith(201);
    expect(created.json()).not.toHaveProperty('message.colour');
    expect(await post('/api/chat')).toBeAnsweredWith(202);
  });

  test('of another type and with metadata keeps both, and has defaults else [M2 C6 C9]', async ({
    user,
    thread,
  }) => {
    const plain = await user.messages.create({ thread_id: thread.id, content: 'Hello' });
    const metadata = { source: 'import', nested: { list: [1, null, true] } };
    const marked = await user.messages.create({
      thread_id: thread.id,
      content: 'Hello',
      message_type: 'note',
      metadata,
    });

    expect(plain).toMatchObject({ message_type: 'user', user_id: user.id });
    expect(Object.keys(plain.metadata)).toHaveLength(0);
    expect(marked).toMatchObject({ message_type: 'note', metadata });
    expect(await user.messages.read(marked.id)).toMatchObject(marked);
  });

  test('in a thread of somebody else, or in none, is refused alike and reaches nobody [M2 N4 N11]', async ({
    user,
    stranger,
    thread,
    backend,
    sockets,
    refusals,
  }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    const write = (threadId: string, content = 'Hello') =>
      backend.send({
        method: 'POST',
        path: '/api/chat/messages',
        token: stranger.accessToken,
        body: { thread_id: threadId, content },
      });

    expect(await write(thread.id)).toBeRefused(refusals.notFound);
    expect(await write('no-such-thread')).toBeRefused(refusals.notFound);
    expect(await write(thread.id, '')).toBeAnsweredWith(422);
    socket.send({ type: 'ping' });
    await firstOfType(socket, 'pong', timeouts.frameMs);
    expect(deliveredOn(socket)).toHaveLength(0);
    expect(await user.messages.list({ thread_id: thread.id })).toMatchObject({ total_count: 0 });
  });

  test('of malformed JSON is refused with 422 [M2 G1]', async ({ user, backend }) => {
    const call = { method: 'POST', token: user.accessToken, rawBody: '{"content":' } as const;
    const paths = ['/api/chat/messages', '/api/messages', '/api/chat', '/api/threads'];
    const answers = await Promise.all(paths.map((path) => backend.send({ ...call, path })));

    for (const answer of answers) expect(answer).toBeAnsweredWith(422);
    expect(answers[0]?.json()).toMatchObject(detail);
  });

  test('starts no agent [M2]', async ({ user, thread, sockets }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });

    await user.messages.create({ thread_id: thread.id, content: 'Is anybody there?' });
    await firstOfType(socket, 'message_created', timeouts.frameMs);
    socket.send({ type: 'ping' });
    await firstOfType(socket, 'pong', timeouts.frameMs);

    expect(deliveredOn(socket)).toMatchObject(['message_created']);
    expect((await user.messages.list({ thread_id: thread.id })).messages).toHaveLength(1);
  });
});

test.describe('a message', { tag: '@messages' }, () => {
  test('by the older name is told to the sockets of its user as well [O1 M5]', async ({
    user,
    thread,
    backend,
    sockets,
  }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    const body = { thread_id: thread.id, content: 'By the older name' };
    await backend.send({ method: 'POST', path: '/api/messages', token: user.accessToken, body });

    expect(await firstOfType(socket, 'message_created', timeouts.frameMs)).toMatchObject({
      data: { message: body },
    });
  });
});
