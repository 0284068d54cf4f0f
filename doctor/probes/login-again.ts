import type { Probe } from '../asking/probe.ts';
import { loginThroughBackend } from '../asking/session.ts';
import { isAccepted } from '../observation/answer.ts';
import { findsAuth } from '../observation/readings.ts';

/** After the end of the first one: longer than many an outage. */
const restMs = 2_000;

/** P11: a login through the backend that failed, again, so that an outage which is over is not taken for a wrong URL. */
export const loginAgain: Probe = {
  name: 'login-again',
  ids: 'P11',
  asks: 'Does the login through the chat backend pass by now?',
  cost: 0,
  deadlineMs: 9_000,
  idle: (seen) => {
    if (findsAuth(seen) !== 'not found')
      return 'No login through the chat backend failed, or it tells nothing.';
    return seen.login && isAccepted(seen.login) ? undefined : 'The login fails directly, too.';
  },
  run: async ({ client, seen, accounts }) => {
    const { atMs = 0, durationMs = 0 } = seen.loginThroughBackend ?? {};
    const account = accounts.find(({ way }) => way === 'registered');
    if (!account) return;
    await client.pause(atMs + durationMs + restMs - client.now());
    seen.loginAgain = await loginThroughBackend(client, account.identity, 'again');
  },
};
