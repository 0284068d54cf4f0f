import { signedIn } from '../../wire/signed-in.ts';
import { freshToken } from '../fresh-token.ts';
import { isAccepted } from '../is-accepted.ts';
import type { Probe } from '../probe.ts';
import { routeFamilies } from '../route-families.ts';
import { validateToken } from '../validate-token.ts';

/** How long a refusal that was kept may need to be forgotten. */
const restMs = 2_500;

/** P7: a token while its user is gone, and once the user is back: is a refusal kept longer than its cause? */
export const returnedUser: Probe = {
  name: 'returned-user',
  ids: 'P7',
  asks: 'Is a refusal forgotten once its cause is gone?',
  cost: 4,
  deadlineMs: 10_000,
  idle: ({ uses, accounts, siblings }) => {
    if (!accounts.some(({ way }) => way === 'bypass'))
      return 'It needs the bypass, which makes the same user again.';
    return uses.some(({ family, status }) => family === 'threads' && status === 200) && siblings.length > 0
      ? undefined
      : 'No good token was let in.';
  },
  run: async (session) => {
    const { client, seen, subject, accounts } = session;
    const account = accounts.find(({ way }) => way === 'bypass');
    if (!account || !subject.bypassKey) return;
    const { token, id } = account;
    const key = { 'X-E2E-Bypass-Key': subject.bypassKey };
    const use = (as: string) =>
      client.ask('backend', { method: 'GET', path: routeFamilies.threads, token }, as);
    const removed = await client.ask('auth', {
      method: 'DELETE',
      path: `/auth/users/${encodeURIComponent(id)}`,
      headers: key,
    });
    if (removed.status !== 204) return;
    account.isGone = true;
    const whileGone = await use('while its user is gone');
    const { email, name } = account.identity;
    const again = await client.read('auth', {
      method: 'POST',
      path: '/auth/e2e/test-auth',
      headers: key,
      body: { email, name },
    });
    if (signedIn.safeParse(again.response?.json()).data?.user.id !== id) return;
    account.isGone = false;
    const returned: NonNullable<typeof seen.returned> = {
      whileGone,
      back: await use('once its user is back'),
    };
    seen.returned = returned;
    if (isAccepted(returned.back) || isAccepted(whileGone)) return;
    returned.validation = await validateToken(client, token, 'of the token whose user is back');
    const fresh = await freshToken(session, account);
    if (fresh)
      returned.fresh = await client.ask(
        'backend',
        { method: 'GET', path: routeFamilies.threads, token: fresh },
        'with a fresh token',
      );
    await client.pause(restMs);
    returned.later = await use('later');
  },
};
