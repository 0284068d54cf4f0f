import { freshToken } from '../fresh-token.ts';
import { goodAccount } from '../good-account.ts';
import { isAccepted } from '../is-accepted.ts';
import { isCutOff } from '../is-cut-off.ts';
import type { Probe } from '../probe.ts';
import { useToken, type NamedToken } from '../use-token.ts';
import { validateToken } from '../validate-token.ts';

/** Times that a refusal is tried again with a fresh token: more than there are replicas. */
const repeats = 6;
/** A second use is one of its own after this. */
const restMs = 1_600;

/** P6, P7: what was refused, again: fresh tokens in turn, then a used one after a rest. */
export const repetition: Probe = {
  name: 'repetition',
  ids: 'P6 P7',
  asks: 'Is a refusal stable, or does it depend on the token, on the moment or on who answers?',
  cost: 0,
  deadlineMs: 15_000,
  idle: (seen) => {
    if (seen.uses.every(isAccepted)) return 'No good token was refused.';
    return isCutOff(seen)
      ? 'The chat backend may be without the auth service: its breaker is not to open.'
      : undefined;
  },
  run: async (session) => {
    const { client, seen, accounts } = session;
    const account = goodAccount(accounts);
    const family = seen.uses.find((use) => !isAccepted(use))?.family;
    if (!account || !family) return;
    const used: NamedToken[] = [];
    for (let n = 1; n <= repeats && !isCutOff(seen); n += 1) {
      const token = await freshToken(session, account);
      if (!token) break;
      const named = { name: `fresh token ${String(n)}`, token, way: account.way };
      used.push(named);
      await useToken(session, named, family);
      seen.repeatedValidations.push(await validateToken(client, token, `of ${named.name}`));
    }
    const [first] = used;
    if (!first || isCutOff(seen)) return;
    const last = used.at(-1) ?? first;
    await useToken(session, last, family);
    await client.pause(restMs);
    await useToken(session, last, family);
  },
};
