import type { z } from 'zod';
import type { Target } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import { needs } from '../../fixtures/needs.ts';
import { expect, test } from '../../fixtures/test.ts';
import { isSignedWith } from '../../helpers/auth/is-signed-with.ts';
import type { HttpClient } from '../../helpers/http/http-client.ts';
import { lookUntil } from '../../helpers/http/look-until.ts';
import { readAnswer } from '../../helpers/http/read-answer.ts';
import { collectRun } from '../../helpers/socket/collect-run.ts';
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

/** How a service is not the staging, or not the build, that the configuration names; undefined where it is. */
function problemOf(
  { environment, revision = 'none' }: z.infer<typeof health>,
  named: { variable: string; revision: string | undefined },
): string | undefined {
  if (environment !== 'staging') return `it says ${environment}, not staging`;
  return named.revision === undefined || revision === named.revision
    ? undefined
    : `it says revision ${revision}; ${named.variable} names another`;
}

// In order: nothing that changes the target is asked before it has said that it is a staging, and no production.
// Never again: a target that says production once is not asked until it says something else.
test.describe.configure({ mode: 'serial', retries: 0 });

test.describe('the target', { tag: '@critical' }, () => {
  test('the auth service is up and says that it is a staging [A1]', async ({ authService, target }) => {
    const told = await healthOf(authService, target);
    const problem = problemOf(told, { variable: 'STAGING_AUTH_REVISION', revision: target.authRevision });
    expect(problem, `GET /health of the auth service: ${String(problem)}.`).toBeUndefined();
  });

  test('the chat backend is up and says that it is a staging [P1]', async ({ backend, target }) => {
    const told = await healthOf(backend, target);
    const problem = problemOf(told, {
      variable: 'STAGING_BACKEND_REVISION',
      revision: target.backendRevision,
    });
    expect(problem, `GET /health of the chat backend: ${String(problem)}.`).toBeUndefined();
  });

  test('the bypass does not say that it is production [A2]', async ({ authService }) => {
    const answer = await authService.send({ method: 'POST', path: '/auth/e2e/test-auth', body: {} });

    expect(answer).toBeAnsweredWith(401);
  });

  test('the configured strategy gives a user with a token [A8]', async ({ user, auth }) => {
    expect(await auth.me(user.accessToken)).toMatchObject({ user_id: user.id });
  });

  test('the socket welcomes that user [W5]', async ({ user, sockets }) => {
    const { welcome } = await sockets.open({ via: 'header', token: user.accessToken });

    expect(welcome.userId).toBe(user.id);
  });
});

test.describe('what the target declares', { tag: '@preflight' }, () => {
  test(
    'the harness holds the secret that signs its tokens [S1]',
    { annotation: needs('signing-secret') },
    async ({ user, signingSecret: { source, secret } }) => {
      expect(
        await isSignedWith(user.accessToken, secret),
        `${source} is not the secret that signed a token of the target. Set the right one, or take signing-secret out of STAGING_CAPABILITIES.`,
      ).toBe(true);
    },
  );

  test(
    'a user can be deleted [A9]',
    { annotation: needs('user-deletion') },
    async ({ newcomer, auth, authService }) => {
      const { user, access_token: token } = await auth.register(newcomer);
      const answer = await authService.send({ method: 'DELETE', path: `/auth/users/${user.id}`, token });

      expect(answer).toBeAnsweredWith(204);
    },
  );

  test('events carry seq [E3]', { annotation: needs('event-seq') }, async ({ user, thread, sockets }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    await user.messages.ask({ thread_id: thread.id, content: 'Do events carry seq?' });
    const events = await collectRun(socket, thread.id, timeouts.runMs);

    expect(events.map(({ seq }) => typeof seq)).toEqual(events.map(() => 'number'));
  });
});
