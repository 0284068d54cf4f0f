import type { Probe } from '../asking/probe.ts';
import {
  freshToken,
  goodAccount,
  type NamedToken,
  useAfterWait,
  useToken,
  validateToken,
} from '../asking/session.ts';
import { isAccepted } from '../observation/answer.ts';
import { readUses } from '../observation/read-uses.ts';
import { isCutOff, lastLogin } from '../observation/readings.ts';

/** Fresh tokens that are tried: more than there are replicas. */
const repeats = 6;
/** As often a refused token is tried again at once. */
const retries = 2;
/** After this a use is no repetition of the one before. */
const restMs = 1_600;
/** How long a refusal that was remembered is waited for. */
const forgottenMs = 4_000;

/** P6, P7: what was refused, again: with fresh tokens, with the same at once, and after a rest. */
export const repetition: Probe = {
  name: 'repetition',
  ids: 'P6 P7 P11',
  asks: 'Is a refusal stable, or does it depend on the token, on the moment or on who answers?',
  cost: 0,
  deadlineMs: 25_000,
  idle: (seen) => {
    const { pattern } = readUses(seen);
    if (pattern === 'unasked' || pattern === 'accepted') return 'No good token was refused.';
    const login = lastLogin(seen);
    return isCutOff(seen) && login && !isAccepted(login) && pattern === 'refused'
      ? 'The chat backend does not find the auth service: its breaker is not to open.'
      : undefined;
  },
  run: async (session) => {
    const { client, seen, accounts } = session;
    const account = goodAccount(accounts);
    const family = seen.uses.find((use) => !isAccepted(use))?.family;
    if (!account || !family) return;
    const first: NamedToken = { name: `the ${account.way} token`, token: account.token, way: account.way };
    let last = first;
    for (let n = 1; n <= repeats; n += 1) {
      if (isCutOff(seen)) await useAfterWait(session);
      if (isCutOff(seen)) return;
      const token = await freshToken(session, account);
      if (!token) break;
      last = { name: `fresh token ${n}`, token, way: account.way };
      let use = await useToken(session, last, family);
      for (let again = 0; again < retries && !isAccepted(use) && !isCutOff(seen); again += 1)
        use = await useToken(session, last, family);
      seen.repeatedValidations.push(await validateToken(client, token, `of ${last.name}`));
    }
    const { pattern, accepted } = readUses(seen);
    if (pattern === 'refused') return;
    const [control] = accepted;
    // Whether it is the family, or whether everything is refused by now.
    if (pattern === 'by family' && control && !isCutOff(seen)) await useToken(session, last, control.family);
    for (const ms of [0, restMs, forgottenMs]) {
      if (isCutOff(seen) || (ms === forgottenMs && readUses(seen).pattern !== 'by token')) return;
      await client.pause(ms);
      await useToken(session, last, family);
      if (last !== first) await useToken(session, first, family);
    }
  },
};
