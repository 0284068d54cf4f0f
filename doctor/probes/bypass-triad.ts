import { randomBytes } from 'node:crypto';
import { Secret } from '../../config/secret.ts';
import { allSettled } from '../../helpers/errors/all-settled.ts';
import type { Probe } from '../asking/probe.ts';
import { takeAccount } from '../asking/session.ts';
import { isThere } from '../observation/readings.ts';

const path = '/auth/e2e/test-auth';

/** P12: the bypass without a key, with a wrong one, and with the configured one, which gives a user. */
export const bypassTriad: Probe = {
  name: 'bypass-triad',
  ids: 'P12',
  asks: 'What does the staging bypass say without a key, with a wrong one, and with the configured one?',
  cost: 3,
  deadlineMs: 6_000,
  idle: (seen) => (isThere(seen, 'auth') ? undefined : 'The auth service is not there.'),
  run: async (session) => {
    const { subject, client, seen } = session;
    const wrongKey = new Secret(randomBytes(32).toString('base64url'), { isPublic: true });
    const bypass: NonNullable<typeof seen.bypass> = (seen.bypass = {});
    const ask = (key: Secret | undefined, as: string, body = {}) =>
      client.read(
        'auth',
        { method: 'POST', path, body, ...(key && { headers: { 'X-E2E-Bypass-Key': key } }) },
        as,
      );
    const [without, wrong] = await allSettled([
      ask(undefined, 'without a key'),
      ask(wrongKey, 'with a wrong key'),
    ]);
    Object.assign(bypass, { withoutKey: without.answer, wrongKey: wrong.answer });
    const { environment = 'staging' } = seen.auth?.says ?? {};
    // Nothing is changed where it is no staging, and no key goes to what does not answer a wrong one as the bypass does.
    const asBypass = wrong.answer.status === 401 || wrong.answer.status === 503;
    if (!subject.bypassKey || environment !== 'staging' || !asBypass) return;
    const identity = subject.nextIdentity();
    const { email, name } = identity;
    const right = await ask(subject.bypassKey, 'with the configured key', { email, name });
    bypass.rightKey = right.answer;
    await takeAccount(session, 'bypass', identity, right);
  },
};
