import { z } from 'zod';
import { expect, test } from '../../../fixtures/test.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { thread as threadShape } from '../../../helpers/wire/thread.ts';
import { pathTo } from '../../../helpers/http/path-to.ts';

const threadAnswer = z.object({ thread: threadShape });

const titles = [
  { what: 'a title', body: { title: 'Plans' }, title: 'Plans' },
  { what: 'no title', body: {}, title: null },
  { what: 'a title that is null', body: { title: null }, title: null },
  { what: 'an empty body', body: undefined, title: null },
  { what: 'a field that nobody knows', body: { title: 'Plans', colour: 'blue' }, title: 'Plans' },
];
const refusedTitles = [7, ['x'], 'null\u0000byte', 'broken \ud83d'];

test.describe('a thread', { tag: ['@threads', '@critical'] }, () => {
  test('goes with its messages, and is not found any more [T2 N4]', async ({ user, backend, refusals }) => {
    const { id } = await user.threads.create('to be deleted');
    const message = await user.messages.create({ thread_id: id, content: 'gone too' });
    const token = user.accessToken;

    await user.threads.remove(id);

    const paths = [
      pathTo`/api/threads/${id}`,
      pathTo`/api/threads/${id}/messages`,
      pathTo`/api/chat/messages?thread_id=${id}`,
      pathTo`/api/chat/messages/${message.id}`,
    ];
    const answers = await Promise.all(paths.map((path) => backend.send({ method: 'GET', path, token })));
    expect(answers).toBeRefusedEverywhere(refusals.notFound);
    expect((await user.threads.list({ limit: 100 })).threads.map((thread) => thread.id)).not.toContain(id);
  });

  test('of somebody else cannot be read, written to, asked in or deleted [N4 T2 G1]', async ({
    user,
    stranger,
    thread,
    backend,
    refusals,
  }) => {
    const token = stranger.accessToken;
    const body = { thread_id: thread.id, content: 'Let me in' };
    const answers = await Promise.all([
      backend.send({ method: 'GET', path: pathTo`/api/threads/${thread.id}`, token }),
      backend.send({ method: 'GET', path: pathTo`/api/threads/${thread.id}/messages`, token }),
      backend.send({ method: 'GET', path: pathTo`/api/chat/messages?thread_id=${thread.id}`, token }),
      backend.send({ method: 'GET', path: pathTo`/api/messages?thread_id=${thread.id}`, token }),
      backend.send({ method: 'POST', path: '/api/messages', token, body }),
      backend.send({ method: 'POST', path: '/api/chat', token, body }),
      backend.send({ method: 'DELETE', path: pathTo`/api/threads/${thread.id}`, token }),
    ]);

    expect(answers).toBeRefusedEverywhere(refusals.notFound);
    expect(await user.threads.read(thread.id)).toMatchObject(thread);
    expect(await user.messages.list({ thread_id: thread.id })).toMatchObject({ total_count: 0 });
  });
});

test.describe('a thread', { tag: '@threads' }, () => {
  for (const { what, body, title } of titles) {
    test(`is made with ${what} [T1 T3 C6 C9 C10]`, async ({ user, backend }) => {
      const token = user.accessToken;
      const answer = await backend.send({ method: 'POST', path: '/api/threads', token, body });
      const { thread } = readAnswer(answer, 201, threadAnswer);
      const read = await user.threads.read(thread.id);
      await user.threads.remove(thread.id);

      expect(read).toMatchObject(thread);
      expect(read).toMatchObject({ title, user_id: user.id });
    });
  }

  test('is not made with a title that is no well-formed text [T1 C7 C8]', async ({ user, backend }) => {
    const token = user.accessToken;
    const answers = await Promise.all(
      refusedTitles.map((title) =>
        backend.send({ method: 'POST', path: '/api/threads', token, body: { title } }),
      ),
    );

    for (const answer of answers) expect(answer).toBeAnsweredWith(422);
  });

  test('is listed newest first, to its owner alone [T1]', async ({ user, stranger, newThread }) => {
    const [older, newer] = [await newThread(), await newThread()];
    const { threads, total_count: total } = await user.threads.list({ limit: 2 });
    const next = await user.threads.list({ limit: 1, offset: 1 });
    const foreign = await stranger.threads.list({ limit: 100 });

    expect(threads).toMatchObject([newer, older]);
    expect(next).toMatchObject({ threads: [older], page: 2, page_size: 1, total_count: total });
    expect(foreign.threads.filter(({ user_id: owner }) => owner !== stranger.id)).toHaveLength(0);
  });
});
