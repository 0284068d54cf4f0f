import { randomBytes, randomUUID } from 'node:crypto';
import { Secret } from '../../config/secret.ts';
import { forgeToken } from '../../helpers/auth/forge-token.ts';
import type { Probe } from '../asking/probe.ts';
import { freshToken, goodAccount, type NamedToken, type Session, useToken } from '../asking/session.ts';
import { isAccepted, isRefused } from '../observation/answer.ts';
import { isCutOff, isThere } from '../observation/readings.ts';
import { familyReads, firstFamily, otherReads, readingPath } from '../observation/routes.ts';
import { testHeaders } from './test-headers.ts';

const families = familyReads.map(({ family }) => family);
/** Good tokens on each family and again on the first; garbage twice; forged ones on each; two paths that are not there. */
const cost = 2 * families.length + 4 + otherReads(() => randomUUID()).length;
/** As often a route that refuses is tried: more than there are replicas. */
const attempts = 3;

/** Asks the routes that are no list of a family: whether each lets a good token in. One that is refused is tried again. */
async function askOtherReads(session: Session, named: NamedToken, reads: ReturnType<typeof otherReads>) {
  const { client, seen, accounts } = session;
  const account = goodAccount(accounts);
  for (const { path } of reads) {
    let token: Secret | undefined = named.token;
    for (let n = 1; token && n <= attempts && !isCutOff(seen); n += 1) {
      const headers = { Connection: 'close' };
      const answer = await client.ask('backend', { method: 'GET', path, token, headers });
      seen.otherReads = [...seen.otherReads.filter(({ asked }) => asked !== answer.asked), answer];
      if (!isRefused(answer)) break;
      token = account && (await freshToken(session, account));
    }
    // Refused, it may not be about the route.
    const last = seen.otherReads.at(-1);
    if (last && isRefused(last) && !isCutOff(seen)) await useToken(session, named, firstFamily);
  }
}

/** P3, P5, P6, P13: one good token on each family of routes, twice on the first; forged ones; paths that are not there. */
export const restSplit: Probe = {
  name: 'rest-split',
  ids: 'P3 P5 P6 P9 P13',
  asks: 'Which routes of the chat backend take a good token, and which a forged one?',
  cost,
  deadlineMs: 15_000,
  idle: (seen) => (isThere(seen, 'backend') ? undefined : 'The chat backend is not there.'),
  run: async (session) => {
    const { client, seen, accounts } = session;
    const account = goodAccount(accounts);
    const [first = firstFamily, ...others] = families;
    const read = { method: 'GET', path: readingPath(first) } as const;
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
      const request = { method: 'GET', path: readingPath(family), token: forged } as const;
      const answer = await client.ask('backend', request, 'with a forged token');
      seen.forged.push({ ...answer, family });
    }
    const isWhole = seen.uses.every(isAccepted);
    for (const family of isWhole ? [first] : families) {
      if (isCutOff(seen)) return;
      const path = `${readingPath(family)}/no-such-path/${randomUUID().slice(0, 8)}`;
      const answer = await client.ask('backend', { method: 'GET', path, token: named.token });
      seen.siblings.push({ ...answer, family });
    }
    const [object, ...rest] = otherReads(() => randomUUID());
    if (!object) return;
    const { path } = object;
    seen.noSuchObject = await client.ask('backend', { method: 'GET', path, token: named.token });
    // Refused, it may not be about the object.
    if (isRefused(seen.noSuchObject) && !isCutOff(seen)) await useToken(session, named, first);
    if (seen.noSuchObject.status === 404 && seen.uses.every(isAccepted))
      await askOtherReads(session, named, rest);
  },
};
