import { goodAccount } from './good-account.ts';
import { isAccepted } from './is-accepted.ts';
import type { Session } from './session.ts';
import { useToken } from './use-token.ts';

/** Longer than a breaker stays open (contract D2). */
const longestMs = 12_000;
const everyMs = 2_000;

/** Uses a good token again until it is accepted, or longer than a breaker stays open; as seldom as the target asks. */
export async function useAfterWait(session: Session): Promise<void> {
  const { client, seen, accounts } = session;
  const account = goodAccount(accounts);
  if (!account) return;
  const named = { name: `the ${account.way} token`, token: account.token, way: account.way };
  const startedAt = performance.now();
  const waitedMs = (): number => Math.round(performance.now() - startedAt);
  let last = seen.uses.at(-1);
  for (let n = 1; last && !isAccepted(last); n += 1) {
    const waitMs = last.retryAfterS === undefined ? everyMs : last.retryAfterS * 1000 + 200;
    // Who asks to wait a second asks it always: twice is enough.
    const isTold = last.retryAfterS === 1 && n > 2;
    if (isTold || waitedMs() + waitMs > longestMs) return;
    await client.pause(waitMs);
    last = await useToken(session, named, 'threads');
    seen.afterWait = { use: last, waitedMs: waitedMs() };
  }
}
