import { goodAccount } from '../good-account.ts';
import { isAccepted } from '../is-accepted.ts';
import { isRefused } from '../is-refused.ts';
import type { Probe } from '../probe.ts';
import { useToken } from '../use-token.ts';

/** Longer than a breaker stays open (contract D2). */
const longestMs = 12_000;
const everyMs = 2_000;

/** P11: what every good token was refused for, again after a wait that ends an open breaker. */
export const afterWait: Probe = {
  name: 'after-wait',
  ids: 'P7 P11',
  asks: 'Does a refusal of every token pass by itself?',
  cost: 0,
  deadlineMs: longestMs + 2_000,
  idle: ({ uses, garbage, loginThroughBackend }) => {
    if (uses.length === 0) return 'No good token was used.';
    if (uses.some((use) => !isRefused(use))) return 'Not every use of a good token was refused.';
    const saysMore = uses.some(({ status, code }) => status !== 503 && code !== undefined);
    if (saysMore) return 'The refusals are about the token, not about the moment.';
    if (garbage && !isRefused(garbage)) return 'Garbage was not refused.';
    return loginThroughBackend && !isAccepted(loginThroughBackend)
      ? 'The chat backend does not find the auth service: its breaker is not to open.'
      : undefined;
  },
  run: async (session) => {
    const { client, seen, accounts } = session;
    const account = goodAccount(accounts);
    if (!account) return;
    const named = { name: `the ${account.way} token`, token: account.token, way: account.way };
    const startedAt = performance.now();
    const waitedMs = (): number => Math.round(performance.now() - startedAt);
    let last = seen.uses.at(-1);
    while (last && !isAccepted(last)) {
      const waitMs = last.retryAfterS === undefined ? everyMs : last.retryAfterS * 1000 + 200;
      // Who says one second says it always: once is enough.
      const isKnown = last.retryAfterS === 1 && seen.afterWait !== undefined;
      if (isKnown || waitedMs() + waitMs > longestMs) return;
      await client.pause(waitMs);
      last = await useToken(session, named, 'threads');
      seen.afterWait = { use: last, waitedMs: waitedMs() };
    }
  },
};
