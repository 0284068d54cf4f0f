import type { Probe } from '../asking/probe.ts';
import { useAfterWait } from '../asking/session.ts';
import { isAccepted, isRefused, refusalMeaning } from '../observation/answer.ts';
import { readUses } from '../observation/read-uses.ts';
import { isCutOff } from '../observation/readings.ts';
import { socketMatrix } from './socket-matrix.ts';

/** P11: what every good token was refused for, again after a wait that ends an open breaker. */
export const afterWait: Probe = {
  name: 'after-wait',
  ids: 'P7 P11',
  asks: 'Does the refusal of every good token pass by itself?',
  cost: 0,
  deadlineMs: 18_000,
  idle: (seen) => {
    const { pattern, refused } = readUses(seen);
    if (pattern !== 'refused') return 'Good tokens were not all refused.';
    if (seen.afterWait) return 'It was waited for already.';
    if (refused.some((use) => refusalMeaning(use) !== 'unsaid'))
      return 'The refusals say that they are about the token.';
    if (seen.garbage && !isRefused(seen.garbage)) return 'Garbage was not refused.';
    if (seen.sockets.some(isAccepted)) return 'The socket takes a good token.';
    return isCutOff(seen)
      ? 'The chat backend may be without the auth service: its breaker is not to open.'
      : undefined;
  },
  run: async (session) => {
    const { seen } = session;
    await useAfterWait(session);
    if (!seen.afterWait || !isAccepted(seen.afterWait.use)) return;
    // What the socket answered meanwhile says nothing.
    seen.sockets = seen.sockets.filter(({ offer }) => offer === 'no token');
    await socketMatrix.run(session);
  },
};
