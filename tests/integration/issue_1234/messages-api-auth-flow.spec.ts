import { expect, test } from '../../../fixtures/test.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { signedIn } from '../../../helpers/wire/signed-in.ts';

test.describe('the messages API', { tag: ['@issue_1234', '@critical'] }, () => {
  test('a user creates a message and finds it stored as sent [M1 M2]', async ({ user, thread }) => {
    const content = 'Grüße aus Zürich 👋\n  with two lines';
    const created = await user.messages.create({ thread_id: thread.id, content });
    const page = await user.messages.list({ thread_id: thread.id });

    expect(created).toMatchObject({ content, user_id: user.id, thread_id: thread.id });
    expect(page).toEqual({ messages: [created], total_count: 1, page: 1, page_size: 50, has_more: false });
  });

  test('a user lists the messages of a thread oldest first, page by page [M1]', async ({ user, thread }) => {
    for (const content of ['one', 'two', 'three'])
      await user.messages.create({ thread_id: thread.id, content });

    const page = await user.messages.list({ thread_id: thread.id, limit: 2, offset: 1 });

    expect(page.messages.map(({ content }) => content)).toEqual(['two', 'three']);
    expect(page).toMatchObject({ total_count: 3, page: 1, page_size: 2, has_more: false });
  });

  test("a stranger finds somebody else's thread no more than one that is not there [N4]", async ({
    stranger,
    thread,
    backend,
    refusals,
  }) => {
    for (const id of [thread.id, 'no-such-thread'])
      expect(
        await backend.send({
          method: 'GET',
          path: `/api/chat/messages?thread_id=${id}`,
          token: stranger.accessToken,
        }),
      ).toBeRefused(refusals.notFound);
  });

  test('a user who logs in through the backend may list messages [A4]', async ({
    newcomer,
    auth,
    backend,
  }) => {
    const { email, password } = newcomer;
    await auth.register(newcomer);

    const login = await backend.send({
      method: 'POST',
      path: '/api/auth/login',
      body: { email, password: password.reveal() },
    });
    const { access_token: token } = readAnswer(login, 200, signedIn);
    const list = await backend.send({ method: 'GET', path: '/api/chat/messages', token });

    expect(list.status).toBe(200);
  });
});
