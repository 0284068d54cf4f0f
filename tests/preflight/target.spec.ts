import type { z } from 'zod';
import type { Target } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { HttpClient } from '../../helpers/http/http-client.ts';
import { lookUntil } from '../../helpers/http/look-until.ts';
import { readAnswer } from '../../helpers/http/read-answer.ts';
import { health } from '../../helpers/wire/health.ts';

/** What a service says of itself, once it has started: until then it, or what stands before it, answers 5xx. */
async function healthOf(service: HttpClient, { readyTimeoutMs }: Target): Promise<z.infer<typeof health>> {
  const answer = await lookUntil(
    () => service.send({ method: 'GET', path: '/health' }),
    ({ status }) => status < 500,
    { deadlineMs: readyTimeoutMs, everyMs: timeouts.lookAgainMs },
  );
  return readAnswer(answer, 200, health);
}

// In order: nothing that changes the target is asked before both services have said that they are a staging.
test.describe.configure({ mode: 'serial' });

test.describe('the target', { tag: '@critical' }, () => {
  test('the auth service is up and says that it is a staging', async ({ authService, target }) => {
    expect((await healthOf(authService, target)).environment).toBe('staging');
  });

  test('the chat backend is up and says that it is a staging', async ({ backend, target }) => {
    expect((await healthOf(backend, target)).environment).toBe('staging');
  });

  test('the configured strategy gives a user with a token', async ({ user, auth }) => {
    expect(await auth.me(user.accessToken)).toMatchObject({ user_id: user.id });
  });

  test('the socket welcomes that user', async ({ user, sockets }) => {
    const { welcome } = await sockets.open({ via: 'header', token: user.accessToken });

    expect(welcome.userId).toBe(user.id);
  });
});
