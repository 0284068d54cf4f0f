import { timeouts } from '../../config/timeouts.ts';
import { needs } from '../../fixtures/needs.ts';
import { expect, test } from '../../fixtures/test.ts';
import { isSignedWith } from '../../helpers/auth/is-signed-with.ts';
import type { ServiceHealth } from '../../helpers/guard/target-guard.ts';
import { collectRun } from '../../helpers/socket/collect-run.ts';
import { pathTo } from '../../helpers/http/path-to.ts';

/** How a service is not the build that the configuration names; undefined where it is. */
function problemOf(
  { revision = 'none' }: ServiceHealth,
  named: { variable: string; revision: string | undefined },
): string | undefined {
  return named.revision === undefined || revision === named.revision
    ? undefined
    : `it says revision ${revision}; ${named.variable} names another`;
}

// What the guard of the run finds, in its order; it lets no other request out before (helpers/guard/).
test.describe.configure({ mode: 'serial', retries: 0 });

test.describe('the target', { tag: '@preflight' }, () => {
  test('the auth service is up and says that it is a staging [A1]', async ({ targetGuard, target }) => {
    const said = await targetGuard.ready(targetGuard.auth);

    const problem = problemOf(said, { variable: 'STAGING_AUTH_REVISION', revision: target.authRevision });
    expect(problem, `GET /health of the auth service: ${String(problem)}.`).toBeUndefined();
  });

  test('the chat backend is up and says that it is a staging [P1]', async ({ targetGuard, target }) => {
    const said = await targetGuard.ready(targetGuard.backend);

    const problem = problemOf(said, {
      variable: 'STAGING_BACKEND_REVISION',
      revision: target.backendRevision,
    });
    expect(problem, `GET /health of the chat backend: ${String(problem)}.`).toBeUndefined();
  });

  test('the bypass does not say that it is production [A2]', async ({ targetGuard }) => {
    expect(await targetGuard.bypass(), 'POST /auth/e2e/test-auth without a key').toBe(401);
  });

  test('the configured strategy gives a user with a token [A8]', async ({ user, auth }) => {
    expect(await auth.me(user.accessToken)).toMatchObject({ user_id: user.id });
  });
});

test.describe('the target', { tag: ['@preflight', '@critical'] }, () => {
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
      const answer = await authService.send({
        method: 'DELETE',
        path: pathTo`/auth/users/${user.id}`,
        token,
      });

      expect(answer).toBeAnsweredWith(204);
    },
  );

  test('events carry seq [E3]', { annotation: needs('event-seq') }, async ({ user, thread, sockets }) => {
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
    await user.messages.ask({ thread_id: thread.id, content: 'Do events carry seq?' });
    const events = await collectRun(socket, thread.id, timeouts.runMs);

    expect(events.filter(({ seq }) => seq === undefined)).toHaveLength(0);
  });
});
