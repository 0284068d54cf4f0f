import { randomBytes, randomUUID } from 'node:crypto';
import { Secret } from '../../../config/secret.ts';
import { forgeToken } from '../../auth/forge-token.ts';
import { isThere } from '../is-there.ts';
import { goodAccount } from '../good-account.ts';
import { isAccepted } from '../is-accepted.ts';
import { isCutOff } from '../is-cut-off.ts';
import type { Probe } from '../probe.ts';
import { routeFamilies, type RouteFamily } from '../route-families.ts';
import { useToken } from '../use-token.ts';

const families = Object.keys(routeFamilies) as RouteFamily[];

/** P3, P5, P6, P13: one good token on each family of routes, twice on the first; forged ones; paths that are not there. */
export const restSplit: Probe = {
  name: 'rest-split',
  ids: 'P3 P5 P6 P13',
  asks: 'Which routes of the chat backend take a good token, and which a forged one?',
  cost: 12,
  deadlineMs: 15_000,
  idle: (seen) => {
    if (!isThere(seen, 'backend')) return 'The chat backend is not there.';
    return seen.accounts.length === 0 ? 'There is no token that the auth service made.' : undefined;
  },
  run: async (session) => {
    const { client, seen, accounts } = session;
    const account = goodAccount(accounts);
    if (!account) return;
    const named = { name: `the ${account.way} token`, token: account.token, way: account.way };
    const random = new Secret(randomBytes(48).toString('base64url'), { isPublic: true });
    const forged = await forgeToken(account.token, random, {});
    const garbage = new Secret('not-a-token', { isPublic: true });

    // One after the other: a breaker counts failures in a row, and replicas take turns.
    const [first = 'threads', ...others] = families;
    if (isAccepted(await useToken(session, named, first))) await useToken(session, named, first);
    seen.garbage = await client.ask(
      'backend',
      { method: 'GET', path: routeFamilies[first], token: garbage },
      'with garbage',
    );
    for (const family of others) if (!isCutOff(seen)) await useToken(session, named, family);
    for (const other of accounts)
      if (other !== account && account !== accounts[0] && !isCutOff(seen))
        await useToken(
          session,
          { name: `the ${other.way} token`, token: other.token, way: other.way },
          first,
        );
    for (const family of families) {
      if (isCutOff(seen)) break;
      const answer = await client.ask(
        'backend',
        { method: 'GET', path: routeFamilies[family], token: forged },
        'with a forged token',
      );
      seen.forged.push({ ...answer, family, forgery: 'random key' });
    }
    if (isCutOff(seen)) return;
    const isWhole = seen.uses.every(isAccepted);
    for (const family of isWhole ? [first] : families) {
      const path = `${routeFamilies[family]}/no-such-path/${randomUUID().slice(0, 8)}`;
      seen.siblings.push({
        ...(await client.ask('backend', { method: 'GET', path, token: account.token })),
        family,
      });
    }
    const path = `/api/threads/${randomUUID()}`;
    seen.noSuchObject = await client.ask('backend', { method: 'GET', path, token: account.token });
  },
};
