import { randomBytes, randomUUID } from 'node:crypto';
import { Secret } from '../../config/secret.ts';
import { forgeToken } from '../../helpers/auth/forge-token.ts';
import { isAccepted, isRefused } from '../answer.ts';
import type { Probe } from '../probe.ts';
import { routeFamilies, type RouteFamily } from '../route-families.ts';
import { useToken, goodAccount } from '../session.ts';
import { testHeaders } from '../test-headers.ts';
import { isThere, isCutOff } from '../readings.ts';

const families = Object.keys(routeFamilies) as RouteFamily[];

/** P3, P5, P6, P13: one good token on each family of routes, twice on the first; forged ones; paths that are not there. */
export const restSplit: Probe = {
  name: 'rest-split',
  ids: 'P3 P5 P6 P9 P13',
  asks: 'Which routes of the chat backend take a good token, and which a forged one?',
  cost: 13,
  deadlineMs: 15_000,
  idle: (seen) => (isThere(seen, 'backend') ? undefined : 'The chat backend is not there.'),
  run: async (session) => {
    const { client, seen, accounts } = session;
    const account = goodAccount(accounts);
    const [first = 'threads', ...others] = families;
    const read = { method: 'GET', path: routeFamilies[first] } as const;
    const garbage = new Secret('not-a-token', { isPublic: true });
    const named = account && { name: `the ${account.way} token`, token: account.token, way: account.way };

    // One after the other: a breaker counts failures in a row, and replicas take turns.
    if (named && isAccepted(await useToken(session, named, first))) await useToken(session, named, first);
    if (isCutOff(seen)) return;
    const tested = { ...read, headers: testHeaders, token: garbage };
    seen.withTestHeaders = await client.ask('backend', tested, 'with garbage and test headers');
    // Of an auth service that is slow now and then, garbage alone would use up what its breaker bears.
    if (named && seen.withTestHeaders.status === 503 && seen.uses.some(isAccepted))
      await useToken(session, named, first);
    if (isCutOff(seen)) {
      // Refused with test headers, it is refused without them.
      seen.garbage = seen.withTestHeaders;
      return;
    }
    seen.garbage = await client.ask('backend', { ...read, token: garbage }, 'with garbage');
    if (!named) return;

    for (const family of others) if (!isCutOff(seen)) await useToken(session, named, family);
    const refused = accounts.find((other) => other !== account && account !== accounts[0]);
    if (refused && !isCutOff(seen))
      await useToken(session, { ...refused, name: `the ${refused.way} token` }, first);
    const random = new Secret(randomBytes(48).toString('base64url'), { isPublic: true });
    const forged = await forgeToken(named.token, random, {});
    for (const family of families) {
      if (isCutOff(seen)) return;
      const request = { method: 'GET', path: routeFamilies[family], token: forged } as const;
      const answer = await client.ask('backend', request, 'with a forged token');
      seen.forged.push({ ...answer, family });
    }
    const isWhole = seen.uses.every(isAccepted);
    for (const family of isWhole ? [first] : families) {
      if (isCutOff(seen)) return;
      const path = `${routeFamilies[family]}/no-such-path/${randomUUID().slice(0, 8)}`;
      const answer = await client.ask('backend', { method: 'GET', path, token: named.token });
      seen.siblings.push({ ...answer, family });
    }
    const path = `/api/threads/${randomUUID()}`;
    seen.noSuchObject = await client.ask('backend', { method: 'GET', path, token: named.token });
    // Refused, it may not be about the object.
    if (isRefused(seen.noSuchObject) && !isCutOff(seen)) await useToken(session, named, first);
  },
};
