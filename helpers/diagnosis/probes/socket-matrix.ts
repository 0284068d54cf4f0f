import { randomBytes } from 'node:crypto';
import { Secret } from '../../../config/secret.ts';
import { forgeToken } from '../../auth/forge-token.ts';
import { offerOf } from '../../socket/offer-of.ts';
import type { SocketCredentials } from '../../socket/socket-credentials.ts';
import { doesAnswer } from '../does-answer.ts';
import { freshToken } from '../fresh-token.ts';
import { goodAccount } from '../good-account.ts';
import { isAccepted } from '../is-accepted.ts';
import { isReuseRefused } from '../is-reuse-refused.ts';
import type { Probe } from '../probe.ts';
import type { Account, Session } from '../session.ts';

/** As often a refused handshake is tried: more than there are replicas. */
const attempts = 4;
const foreignOrigin = 'https://foreign.example';

/** A token that may be used now. */
async function tokenFor(session: Session, account: Account): Promise<Secret> {
  const fresh = isReuseRefused(session.seen) ? await freshToken(session, account) : undefined;
  return fresh ?? account.token;
}

/** Tries a way into the socket until it is let in, at most a few times. */
async function tryHandshake(
  session: Session,
  offer: string,
  credentials: (token: Secret) => SocketCredentials,
): Promise<boolean> {
  const { client, seen, accounts } = session;
  const account = goodAccount(accounts);
  for (let n = 0; account && n < attempts; n += 1) {
    const answer = await client.shake(offer, credentials(await tokenFor(session, account)));
    seen.sockets.push(answer);
    if (isAccepted(answer)) return true;
  }
  return false;
}

/** P8, P15: the ways in which a token is handed to the socket, and the origins that it may come from. */
export const socketMatrix: Probe = {
  name: 'socket-matrix',
  ids: 'P3 P8 P10 P15',
  asks: 'Which ways of handing over a token does the socket take, and from which origins?',
  cost: 4,
  deadlineMs: 20_000,
  idle: ({ backend, accounts, uses }) => {
    if (!doesAnswer(backend)) return 'The chat backend does not answer.';
    if (accounts.length === 0) return 'There is no token that the auth service made.';
    return uses.length > 0 && uses.every(({ status }) => status === 503)
      ? 'The chat backend is without the auth service over REST already.'
      : undefined;
  },
  run: async (session) => {
    const { subject, client, seen, accounts } = session;
    const account = goodAccount(accounts);
    if (!account) return;
    const from =
      (origin: string) =>
      (token: Secret): SocketCredentials => ({
        via: 'offer',
        subprotocols: offerOf({ via: 'subprotocol', token }).subprotocols.map((name) => new Secret(name)),
        headers: { Origin: origin },
      });
    const byHeader = await tryHandshake(session, 'header', (token) => ({ via: 'header', token }));
    const bySubprotocol = await tryHandshake(session, 'subprotocol', (token) => ({
      via: 'subprotocol',
      token,
    }));
    const random = new Secret(randomBytes(48).toString('base64url'), { isPublic: true });
    const forged = await forgeToken(account.token, random, {});
    seen.sockets.push(await client.shake('forged token', { via: 'header', token: forged }));
    await tryHandshake(session, 'foreign origin', from(foreignOrigin));
    if (byHeader && bySubprotocol) return;
    await tryHandshake(session, 'own origin', from(new URL(subject.target.backendUrl).origin));
    const { pathname } = new URL(subject.target.websocketUrl);
    seen.plainSocketPath = await client.ask('backend', { method: 'GET', path: pathname });
  },
};
