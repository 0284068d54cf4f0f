import { randomBytes } from 'node:crypto';
import { Secret } from '../../config/secret.ts';
import { forgeToken } from '../../helpers/auth/forge-token.ts';
import { offerOf } from '../../helpers/socket/offer-of.ts';
import type { SocketCredentials } from '../../helpers/socket/socket-credentials.ts';
import type { Probe } from '../asking/probe.ts';
import { goodAccount, type Session, tokenForNow } from '../asking/session.ts';
import { isAccepted, isForeign, isRefused } from '../observation/answer.ts';
import { readUses } from '../observation/read-uses.ts';
import { isCutOff, isThere } from '../observation/readings.ts';

/** As often a refused handshake is tried: more than there are replicas. */
const attempts = 4;
const foreignOrigin = 'https://foreign.example';

/** Tries a way into the socket until it is let in, at most a few times. */
async function tryHandshake(
  session: Session,
  offer: string,
  as: string,
  credentials: (token: Secret) => SocketCredentials,
): Promise<boolean> {
  const { client, seen, accounts } = session;
  const account = goodAccount(accounts);
  const isHopeless = readUses(seen).pattern === 'refused';
  for (let n = 0; account && n < (isHopeless ? 1 : attempts) && !isCutOff(seen); n += 1) {
    const answer = await client.shake(offer, credentials(await tokenForNow(session, account)), { as });
    seen.sockets.push(answer);
    if (isAccepted(answer)) return true;
    // A connection may be cut once; a proxy answers the next one in the same way.
    const wasCut = answer.status === 0 && n === 0 && !isHopeless;
    if (!wasCut && (!isRefused(answer) || isForeign(answer))) return false;
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
  idle: (seen) => {
    if (!isThere(seen, 'backend')) return 'The chat backend is not there.';
    if (seen.accounts.length === 0) return 'There is no token that the auth service made.';
    if (readUses(seen).pattern === 'unasked')
      return 'There is no token that the auth service calls valid, of an active user.';
    return isCutOff(seen)
      ? 'The chat backend may be without the auth service: its breaker is not to open.'
      : undefined;
  },
  run: async (session) => {
    const { subject, client, seen, accounts } = session;
    const account = goodAccount(accounts);
    if (!account) return;
    const from = (origin: string) =>
      [
        `with the token as subprotocol, from the Origin ${origin}`,
        (token: Secret): SocketCredentials => ({
          via: 'offer',
          // Everybody may know that there is such a protocol.
          subprotocols: offerOf({ via: 'subprotocol', token }).subprotocols.map((name) =>
            name.startsWith('jwt.') ? new Secret(name) : name,
          ),
          headers: { Origin: origin },
        }),
      ] as const;
    const byHeader = await tryHandshake(session, 'header', 'with the token as header', (token) => ({
      via: 'header',
      token,
    }));
    const bySubprotocol = await tryHandshake(
      session,
      'subprotocol',
      'with the token as subprotocol',
      (token) => ({
        via: 'subprotocol',
        token,
      }),
    );
    const random = new Secret(randomBytes(48).toString('base64url'), { isPublic: true });
    const forged = await forgeToken(account.token, random, {});
    seen.sockets.push(
      await client.shake(
        'forged token',
        { via: 'header', token: forged },
        { as: 'with a forged token as header' },
      ),
    );
    await tryHandshake(session, 'foreign origin', ...from(foreignOrigin));
    if (byHeader && bySubprotocol) return;
    await tryHandshake(session, 'own origin', ...from(new URL(subject.target.backendUrl).origin));
    const { pathname } = new URL(subject.target.websocketUrl);
    seen.plainSocketPath = await client.ask('backend', { method: 'GET', path: pathname });
  },
};
