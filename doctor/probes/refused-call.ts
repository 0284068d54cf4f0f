import type { Probe } from '../asking/probe.ts';
import { freshToken, goodAccount, useToken } from '../asking/session.ts';
import { isAccepted, isRefused } from '../observation/answer.ts';
import { isCutOff, isThere } from '../observation/readings.ts';
import { firstFamily } from '../observation/routes.ts';

/** As often a call that is refused again is tried: more than there are replicas. */
const attempts = 3;

/**
 * P5 for the call that a run was refused: the same method and path, with a fresh token of another user and without a body. It
 * changes nothing of the run's: what the path names is not that user's.
 */
export const refusedCall: Probe = {
  name: 'refused-call',
  ids: 'P5',
  asks: 'Is the call that was refused refused again, with a fresh token?',
  cost: 0,
  deadlineMs: 5_000,
  idle: (seen, { refused }) => {
    if (!refused?.call) return 'No call of the chat backend was handed over.';
    if (!isThere(seen, 'backend')) return 'The chat backend is not there.';
    return isCutOff(seen)
      ? 'The chat backend may be without the auth service: its breaker is not to open.'
      : undefined;
  },
  run: async (session) => {
    const { subject, client, seen, accounts } = session;
    const account = goodAccount(accounts);
    const call = subject.refused?.call;
    if (!account || !call) return;
    for (let n = 1; n <= attempts && !isCutOff(seen); n += 1) {
      const token = (await freshToken(session, account)) ?? account.token;
      const headers = { Connection: 'close' };
      seen.callAgain = await client.ask('backend', { ...call, token, headers }, 'with a fresh token');
      if (!isRefused(seen.callAgain)) return;
    }
    // Whether it is that call, or whether everything is refused by now.
    const named = { name: `the ${account.way} token`, token: account.token, way: account.way };
    if (seen.uses.some(isAccepted) && !isCutOff(seen)) await useToken(session, named, firstFamily);
  },
};
