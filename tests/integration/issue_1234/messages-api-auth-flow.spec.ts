import { expect, test } from '../../../fixtures/test.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { signedIn } from '../../../helpers/wire/signed-in.ts';
import { pathTo } from '../../../helpers/http/path-to.ts';

const threadPaths = [
  { what: 'the messages', id: 'M1', path: (id: string) => pathTo`/api/chat/messages?thread_id=${id}` },
  {
    what: 'the messages by their older name',
    id: 'O1',
    path: (id: string) => pathTo`/api/messages?thread_id=${id}`,
  },
  { what: 'the head', id: 'T2', path: (id: string) => pathTo`/api/threads/${id}` },
  { what: 'the list of messages', id: 'T2', path: (id: string) => pathTo`/api/threads/${id}/messages` },
];

test.describe('the messages API', { tag: ['@issue_1234', '@messages', '@critical'] }, () => {
  test('a user creates a message and finds it stored as sent [M1 M2]', async ({ user, thread }) => {
    const content = 'Grüße aus Zürich 👋\n  with two lines';
    const created = await user.messages.create({ thread_id: thread.id, content });
    const page = await user.messages.list({ thread_id: thread.id });

    expect(created).toMatchObject({ content, user_id: user.id, thread_id: thread.id });
    expect(page).toMatchObject({
      messages: [created],
      total_count: 1,
      page: 1,
      page_size: 50,
      has_more: false,
    });
  });

  test('a user lists the messages of a thread oldest first, page by page [M1]', async ({ user, thread }) => {
    const write = (content: string): Promise<unknown> =>
      user.messages.create({ thread_id: thread.id, content });
    await write('one');
    await write('two');
    await write('three');

    const first = await user.messages.list({ thread_id: thread.id, limit: 2, offset: 0 });
    const second = await user.messages.list({ thread_id: thread.id, limit: 2, offset: 2 });

    expect(first).toMatchObject({ total_count: 3, page: 1, page_size: 2, has_more: true });
    expect(first.messages.map(({ content }) => content)).toMatchObject(['one', 'two']);
    expect(second).toMatchObject({ total_count: 3, page: 2, page_size: 2, has_more: false });
    expect(second.messages.map(({ content }) => content)).toMatchObject(['three']);
  });

  for (const { what, id, path } of threadPaths) {
    test(`a stranger finds ${what} of somebody else's thread no more than of one that is not there [N4 ${id}]`, async ({
      stranger,
      thread,
      backend,
      refusals,
    }) => {
      const token = stranger.accessToken;

      const foreign = await backend.send({ method: 'GET', path: path(thread.id), token });
      const missing = await backend.send({ method: 'GET', path: path('no-such-thread'), token });

      expect(foreign).toBeRefused(refusals.notFound);
      expect(missing).toBeRefused(refusals.notFound);
      expect(foreign.errorMessage()).toBe(missing.errorMessage());
    });
  }

  test('a user who logs in through the backend may list messages, and a wrong password is refused [A4]', async ({
    newcomer,
    auth,
    backend,
  }) => {
    const { email, password } = newcomer;
    const login = { method: 'POST', path: '/api/auth/login' } as const;
    await auth.register(newcomer);

    const wrong = await backend.send({ ...login, body: { email, password: 'not the password' } });
    const right = await backend.send({ ...login, body: { email, password: password.reveal() } });
    const { access_token: token } = readAnswer(right, 200, signedIn);
    const list = await backend.send({ method: 'GET', path: '/api/chat/messages', token });

    expect(wrong).toBeAnsweredWith(401);
    expect(wrong.json()).toMatchObject({ detail: 'Invalid credentials' });
    expect(await backend.send({ ...login, body: { email } })).toBeAnsweredWith(422);
    expect(list).toBeAnsweredWith(200);
  });
});
