import type { Secret } from '../config/secret.ts';
import { isSignedWith } from '../helpers/auth/is-signed-with.ts';
import type { WireRequest } from '../helpers/http/http-client.ts';
import type { WireResponse } from '../helpers/http/wire-response.ts';
import type { TestIdentity } from '../helpers/users/test-identity.ts';
import { signedIn } from '../helpers/wire/signed-in.ts';
import { validation } from '../helpers/wire/validation.ts';
import { isAccepted } from './answer.ts';
import { claimsOf } from './claims-of.ts';
import { DeadlineOver } from './deadline-over.ts';
import {
  type AccountSeen,
  goodAccount,
  type Observations,
  type Use,
  type ValidationSeen,
} from './observations.ts';
import type { ProbeClient } from './probe-client.ts';
import { readUses } from './read-uses.ts';
import { routeFamilies, type RouteFamily } from './route-families.ts';
import type { Subject } from './subject.ts';

/** A user of the diagnosis, with what must not be seen. */
export interface Account {
  way: AccountSeen['way'];
  identity: TestIdentity;
  id: string;
  token: Secret;
  refreshToken: Secret;
  /** Whether the answer names whom it was asked for: nobody else may be removed. */
  isOwn: boolean;
  seen: AccountSeen;
}

/** One diagnosis under way: probes ask with the client, and add to what is seen. */
export interface Session {
  subject: Subject;
  client: ProbeClient;
  seen: Observations;
  /** Users of the diagnosis, the one of the configured strategy first. */
  accounts: Account[];
}

/** A new token of an account, as it signs in again; undefined where that is refused. */
export async function freshToken(
  { client, subject }: Session,
  { way, identity: { email, name, password } }: Account,
): Promise<Secret | undefined> {
  const requests: Record<Account['way'], WireRequest> = {
    bypass: {
      method: 'POST',
      path: '/auth/e2e/test-auth',
      body: { email, name },
      headers: subject.bypassKey ? { 'X-E2E-Bypass-Key': subject.bypassKey } : {},
    },
    registered: { method: 'POST', path: '/auth/login', body: { email, password: password.reveal() } },
  };
  const { response } = await client.read('auth', requests[way], 'for a fresh token');
  return signedIn.safeParse(response?.json()).data?.access_token;
}

/** Keeps the user that an answer of the auth service signs in; that of the configured strategy comes first. */
export async function takeAccount(
  { subject, client, seen, accounts }: Session,
  way: AccountSeen['way'],
  identity: TestIdentity,
  response: WireResponse | undefined,
): Promise<void> {
  const { data } = signedIn.safeParse(response?.json());
  if (response?.status !== 200 || !data) return;
  const { user, access_token: token, refresh_token: refreshToken } = data;
  const own = subject.signingSecret;
  const account: AccountSeen = {
    way,
    claims: claimsOf(token) ?? { problems: ['it is no JWT'] },
    madeAtMs: client.now(),
    ...(own && { isSignedWithOwnSecret: await isSignedWith(token, own.secret) }),
  };
  const isFirst = (way === 'bypass') === (subject.strategy === 'bypass');
  const put = isFirst ? 'unshift' : 'push';
  seen.accounts[put](account);
  const isOwn = user.email.toLowerCase() === identity.email.toLowerCase() && account.claims.sub === user.id;
  accounts[put]({ way, identity, id: user.id, token, refreshToken, isOwn, seen: account });
}

/** A token of an account that may be used now: a fresh one where what was seen says that a used one is refused. */
export async function tokenForNow(session: Session, account: Account): Promise<Secret> {
  const { pattern } = readUses(session.seen);
  const needsFresh = pattern === 'on reuse' || pattern === 'by token';
  return (needsFresh ? await freshToken(session, account) : undefined) ?? account.token;
}

/** A token with a name that tells it from others of the diagnosis. */
export interface NamedToken {
  name: string;
  token: Secret;
  way: AccountSeen['way'];
}

/**
 * Uses a token on the reading route of a family, on a connection of its own: where a balancer deals out connections, replicas
 * would take no turns on one that is kept.
 */
export async function useToken(
  { client, seen }: Session,
  { name, token, way }: NamedToken,
  family: RouteFamily,
): Promise<Use> {
  const headers = { Connection: 'close' };
  const request = { method: 'GET', path: routeFamilies[family], token, headers } as const;
  const use: Use = { ...(await client.ask('backend', request, `with ${name}`)), family, token: name, way };
  seen.uses.push(use);
  return use;
}

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

/** What the auth service says of a token, without the credentials of a service (contract A7). */
export async function validateToken(client: ProbeClient, token: Secret, as: string): Promise<ValidationSeen> {
  const body = { token: token.reveal(), token_type: 'access' };
  const { answer, response } = await client.read(
    'auth',
    { method: 'POST', path: '/auth/validate', body },
    as,
  );
  const { data } = validation.safeParse(answer.status === 200 ? response?.json() : undefined);
  if (!data) return { answer };
  // Any other error is about who asks, or about the asking: it says nothing of the token.
  if (!data.valid)
    return { answer, ...(data.error === 'invalid_token' && { valid: false }), error: data.error };
  const { user_id: userId, user_status: userStatus, permissions } = data;
  return { answer, valid: true, userId, userStatus, permissions };
}

/** Removes one user, by the bypass key or its own token; false where the target does not, or names somebody else. */
async function remove(session: Session, account: Account): Promise<boolean> {
  const { client, subject } = session;
  if (!account.isOwn || /^\.{1,2}$/.test(account.id)) return false;
  const path = `/auth/users/${encodeURIComponent(account.id)}`;
  const ask = async (by: Pick<WireRequest, 'token' | 'headers'>): Promise<boolean> => {
    const request: WireRequest = { method: 'DELETE', path, ...by };
    const first = await client.ask('auth', request);
    // Where users cannot be removed, 404 is about the path, and the control is not answered by 401 (contract X3).
    const isGone = isAccepted(first)
      ? (await client.ask('auth', request)).status === 404
      : first.status === 404 &&
        subject.target.capabilities.has('user-deletion') &&
        (await client.ask('auth', { method: 'DELETE', path: '/auth/users/e2e-test-nobody' })).status === 401;
    if (isGone)
      subject.ledger.absent({
        way: account.way === 'bypass' ? 'bypass' : 'provisioned',
        email: account.identity.email,
      });
    return isGone;
  };
  if (subject.bypassKey && (await ask({ headers: { 'X-E2E-Bypass-Key': subject.bypassKey } }))) return true;
  if (await ask({ token: account.token })) return true;
  const token = await freshToken(session, account);
  return token !== undefined && (await ask({ token }));
}

/** Removes the users of a diagnosis; the e-mails of those that the target kept. */
export async function removeAccounts(session: Session): Promise<string[]> {
  const left: string[] = [];
  for (const account of session.accounts) {
    try {
      if (!(await remove(session, account))) left.push(account.identity.email);
    } catch (error) {
      if (!(error instanceof DeadlineOver)) throw error;
      left.push(account.identity.email);
    }
  }
  return left;
}
