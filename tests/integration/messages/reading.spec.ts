import { expect, test } from '../../../fixtures/test.ts';
import { createActor, type Actor } from '../../../helpers/users/actor.ts';
import { messagePage, type Message } from '../../../helpers/wire/message.ts';
import { threadPage } from '../../../helpers/wire/thread.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { pathTo } from '../../../helpers/http/path-to.ts';

const lists = ['/api/chat/messages', '/api/messages', '/api/threads', '/api/conversations'];
const refusedQueries = ['limit=0', 'limit=101', 'limit=-1', 'limit=x', 'limit=1.5', 'offset=-1', 'offset=x'];

async function write(user: Actor, threadId: string, ...contents: string[]): Promise<Message[]> {
  const messages: Message[] = [];
  for (const content of contents) messages.push(await user.messages.create({ thread_id: threadId, content }));
  return messages;
}

test.describe('lists', { tag: ['@messages', '@critical'] }, () => {
  for (const path of lists) {
    test(`of ${path} refuse limits and offsets out of bounds with 422 [M1 T1 T3 O1]`, async ({
      user,
      backend,
    }) => {
      const answers = await Promise.all(
        refusedQueries.map((query) =>
          backend.send({ method: 'GET', path: `${path}?${query}`, token: user.accessToken }),
        ),
      );

      for (const answer of answers) expect(answer).toBeAnsweredWith(422);
    });

    test(`of ${path} take limits 1 and 100, and 50 where none is given [M1 T1 T3 O1]`, async ({
      user,
      backend,
    }) => {
      const sizes = await Promise.all(
        ['?limit=1', '?limit=100', ''].map(async (query) => {
          const answer = await backend.send({ method: 'GET', path: path + query, token: user.accessToken });
          return answer.json();
        }),
      );

      expect(sizes).toMatchObject([{ page_size: 1 }, { page_size: 100 }, { page_size: 50, page: 1 }]);
    });
  }

  test('of the messages of a thread refuse limits and offsets out of bounds with 422 [T2 M1]', async ({
    user,
    thread,
    backend,
  }) => {
    const path = pathTo`/api/threads/${thread.id}/messages`;
    const answers = await Promise.all(
      refusedQueries.map((query) =>
        backend.send({ method: 'GET', path: `${path}?${query}`, token: user.accessToken }),
      ),
    );

    for (const answer of answers) expect(answer).toBeAnsweredWith(422);
  });

  test('of all messages are newest first, over all threads of the caller alone [M1]', async ({
    auth,
    newcomer,
    backend,
    stranger,
  }) => {
    const { user, access_token: accessToken } = await auth.register(newcomer);
    const mine = createActor(backend, { ...user, accessToken });
    // A new user may have some: of a welcome, of a tour.
    const [threadsBefore, before] = [await mine.threads.list(), await mine.messages.list()];
    const [one, other] = [await mine.threads.create('one'), await mine.threads.create('other')];
    const messages = [
      ...(await write(mine, one.id, 'first')),
      ...(await write(mine, other.id, 'second')),
      ...(await write(mine, one.id, 'third')),
    ];

    const all = await mine.messages.list({ limit: 3 });
    const last = await mine.messages.list({ limit: 2, offset: 1 });
    const total = before.total_count + 3;

    expect(await mine.threads.list({ limit: 1 })).toMatchObject({
      total_count: threadsBefore.total_count + 2,
      has_more: true,
    });
    expect(all).toMatchObject({
      messages: messages.toReversed(),
      total_count: total,
      has_more: before.total_count > 0,
    });
    expect(last).toMatchObject({
      messages: messages.slice(0, 2).toReversed(),
      total_count: total,
      page: 1,
      has_more: before.total_count > 0,
    });
    const ids = (await stranger.messages.list({ limit: 100 })).messages.map(({ id }) => id);
    expect(ids).not.toContain(messages[0]?.id);
  });

  test('tell the page, the total and whether there is more, also beyond the end [M1]', async ({
    user,
    thread,
  }) => {
    await write(user, thread.id, '1', '2', '3', '4', '5');
    const page = (limit: number, offset: number) =>
      user.messages.list({ thread_id: thread.id, limit, offset });
    const shown = async (limit: number, offset: number) => {
      const { messages, ...fields } = await page(limit, offset);
      return { ...fields, shown: messages.map(({ content }) => content).join('') };
    };
    const total = { total_count: 5 };

    expect(await shown(2, 0)).toMatchObject({ ...total, page: 1, page_size: 2, has_more: true, shown: '12' });
    expect(await shown(2, 3)).toMatchObject({
      ...total,
      page: 2,
      page_size: 2,
      has_more: false,
      shown: '45',
    });
    expect(await shown(2, 4)).toMatchObject({ ...total, page: 3, page_size: 2, has_more: false, shown: '5' });
    expect(await shown(5, 0)).toMatchObject({
      ...total,
      page: 1,
      page_size: 5,
      has_more: false,
      shown: '12345',
    });
    expect(await shown(2, 9)).toMatchObject({ ...total, page: 5, page_size: 2, has_more: false, shown: '' });
  });

  test('of a thread that is named by an empty text are none [M1 N4]', async ({ user, backend, refusals }) => {
    const path = '/api/chat/messages?thread_id=';

    expect(await backend.send({ method: 'GET', path, token: user.accessToken })).toBeRefused(
      refusals.notFound,
    );
  });
});

test.describe('lists', { tag: '@messages' }, () => {
  test('have older names, which show and take the same [O1 T3]', async ({ user, thread, backend }) => {
    const token = user.accessToken;
    const get = (path: string) => backend.send({ method: 'GET', path, token });
    const messagesAt = async (path: string) => readAnswer(await get(path), 200, messagePage);
    const threadsAt = async (path: string) => readAnswer(await get(path), 200, threadPage);
    const body = { thread_id: thread.id, content: 'By the older name' };
    const created = await backend.send({ method: 'POST', path: '/api/messages', token, body });
    const query = pathTo`?thread_id=${thread.id}`;
    const ofThread = pathTo`/api/threads/${thread.id}/messages`;

    expect(created).toBeAnsweredWith(201);
    const newest = await messagesAt(`/api/chat/messages${query}`);
    expect(newest).toMatchObject({ messages: [body] });
    expect(await messagesAt(`/api/messages${query}`)).toMatchObject(newest);
    expect(await messagesAt(ofThread)).toMatchObject(newest);
    expect(await messagesAt(`${ofThread}?limit=1&offset=1`)).toMatchObject(
      await messagesAt(`/api/messages${query}&limit=1&offset=1`),
    );
    expect(await threadsAt('/api/conversations?limit=100')).toMatchObject(
      await threadsAt('/api/threads?limit=100'),
    );
  });
});

test.describe('one message', { tag: ['@messages', '@critical'] }, () => {
  test('is read and deleted by its owner, and is gone then [M3 N4]', async ({
    user,
    thread,
    backend,
    refusals,
  }) => {
    const [gone, kept] = await write(user, thread.id, 'gone', 'kept');
    const path = pathTo`/api/chat/messages/${gone?.id ?? ''}`;
    const token = user.accessToken;

    await user.messages.remove(gone?.id ?? '');

    expect(await backend.send({ method: 'GET', path, token })).toBeRefused(refusals.notFound);
    expect(await backend.send({ method: 'DELETE', path, token })).toBeRefused(refusals.notFound);
    const { messages, total_count: total } = await user.messages.list({ thread_id: thread.id });
    expect(messages).toMatchObject([kept ?? {}]);
    expect(total).toBe(1);
  });

  test('of somebody else is neither shown nor deleted, and not told from none [M3 N4 C1]', async ({
    user,
    stranger,
    thread,
    backend,
    refusals,
  }) => {
    const [message] = await write(user, thread.id, 'mine');
    const token = stranger.accessToken;
    const ask = (method: 'GET' | 'DELETE', id: string) =>
      backend.send({ method, path: pathTo`/api/chat/messages/${id}`, token });
    const answers = [
      await ask('GET', message?.id ?? ''),
      await ask('DELETE', message?.id ?? ''),
      await ask('GET', 'no-such-message'),
    ];

    expect(answers).toBeRefusedEverywhere(refusals.notFound);
    expect(await user.messages.read(message?.id ?? '')).toMatchObject(message ?? {});
  });
});
