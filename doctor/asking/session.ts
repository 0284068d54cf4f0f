import type { RouteFamily } from '../../config/contract/routes.ts';
import type { Secret } from '../../config/secret.ts';
import { isSignedWith } from '../../helpers/auth/is-signed-with.ts';
import type { WireRequest } from '../../helpers/http/http-client.ts';
import type { TestIdentity } from '../../helpers/users/ledger/test-identity.ts';
import { signedIn } from '../../helpers/wire/signed-in.ts';
import { validation } from '../../helpers/wire/validation.ts';
import { type Answer, isAccepted } from '../observation/answer.ts';
import { claimsOf } from '../observation/claims-of.ts';
import type { AccountSeen, Observations, Use, ValidationSeen } from '../observation/observations.ts';
import { readUses } from '../observation/read-uses.ts';
import { firstFamily, readingPath } from '../observation/routes.ts';
import type { ProbeClient } from './probe-client.ts';
import { type Reading, understood } from './understood.ts';
import type { Subject } from './subject.ts';

/** A user of the diagnosis, with what must not be seen. */
export interface Account {
  way: AccountSeen['way'];
  identity: TestIdentity;
  id: string;
  token: Secret;
  refreshToken: Secret;
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
  asked: Reading,
): Promise<void> {
  const data = understood(signedIn, asked);
  if (!data) return;
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
  accounts[put]({ way, identity, id: user.id, token, refreshToken, seen: account });
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
  const request = { method: 'GET', path: readingPath(family), token, headers } as const;
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
    last = await useToken(session, named, firstFamily);
    seen.afterWait = { use: last, waitedMs: waitedMs() };
  }
}

/** What the auth service says of a token, without the credentials of a service (contract A7). */
export async function validateToken(client: ProbeClient, token: Secret, as: string): Promise<ValidationSeen> {
  const body = { token: token.reveal(), token_type: 'access' };
  const asked = await client.read('auth', { method: 'POST', path: '/auth/validate', body }, as);
  const { answer } = asked;
  const data = understood(validation, asked);
  if (!data) return { answer };
  // Any other error is about who asks, or about the asking: it says nothing of the token.
  if (!data.valid)
    return { answer, ...(data.error === 'invalid_token' && { valid: false }), error: data.error };
  const { user_id: userId, user_status: userStatus, permissions } = data;
  return { answer, valid: true, userId, userStatus, permissions };
}

/** The account whose token the auth service knows and whose user is active; where there is none, the first. */
export function goodAccount(accounts: readonly Account[]): Account | undefined {
  const good = accounts.find(({ seen: { validation } }) => validation?.userStatus === 'active');
  return good ?? accounts[0];
}

/** Logs a user in through the backend, which hands the login on to the auth service. */
export function loginThroughBackend(
  client: ProbeClient,
  { email, password }: TestIdentity,
  as?: string,
): Promise<Answer> {
  const body = { email, password: password.reveal() };
  return client.ask('backend', { method: 'POST', path: '/api/auth/login', body }, as);
}
