import { z } from 'zod';
import { CodedError } from '../../config/coded-error.ts';
import type { Secret } from '../../config/secret.ts';
import { ContractError } from '../errors/contract-error.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { HttpClient, WireRequest } from '../http/http-client.ts';
import { lookUntilBound } from '../http/look-until-bound.ts';
import { pathTo } from '../http/path-to.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { WireResponse } from '../http/wire-response.ts';
import { signedIn } from '../wire/signed-in.ts';
import type { DeletionPatience } from './deletion-patience.ts';
import type { LedgerUser } from './ledger/ledger-line.ts';
import { isOwnId, testPassword } from './ledger/test-identity.ts';
import type { UserLedger } from './ledger/user-ledger.ts';

/** What it takes to remove a test user. */
export interface RemovalMeans {
  /** The auth service. */
  auth: HttpClient;
  /** Undefined where the configuration has none. */
  bypassKey: Secret | undefined;
  userKey: Secret;
  /** How long the target may take until a deletion binds new requests. */
  patience: DeletionPatience;
  /** Hears of each deletion before it is sent. */
  onDeletion?: () => void;
  /** Hears that the user was still there after its deletion, before the target gets the time that it may take. */
  onStillThere?: () => void;
}

/** The target's answers do not show whether a user is gone, and not that it is there. */
export class NotShownError extends CodedError<'NOT_SHOWN'> {
  override readonly name = 'NotShownError';

  /** @param text - what was seen, and what to do */
  constructor(text: string) {
    super('NOT_SHOWN', text);
  }
}

/** A user to remove, as the ledger knows it. */
export interface RemovableUser extends Pick<LedgerUser, 'way' | 'email' | 'id' | 'fate' | 'openDeletions'> {
  /** An access token that the target gave it. Only the process that made the user has one. */
  token?: Secret | undefined;
}

/** `removed`: the target removed it now; `absent`: it was gone before. Both are shown. */
export type Removal = 'removed' | 'absent';

/** A call that the target accepted from the user: once the user is gone it must answer 401. */
interface SignOfLife {
  id: string;
  token: Secret;
  ask: () => Promise<WireResponse>;
}

/**
 * A user who is not active is there, and is refused with 403 (contract A10, N12).
 * @throws ContractError where the answer shows neither
 */
function isThere(answer: WireResponse): boolean {
  if (answer.status === 401) return false;
  if (answer.status !== 403) readAnswer(answer, 200, z.unknown());
  return true;
}

/** Looks for the user: by the login of one who registered (A4), by its token at `/auth/me` (A8). It makes no user. */
async function findSignOfLife(
  { way, email, id, token }: RemovableUser,
  { auth, userKey }: RemovalMeans,
): Promise<SignOfLife | undefined> {
  if (way === 'provisioned') {
    const body = { email, password: testPassword(email, userKey).reveal() };
    const ask = (): Promise<WireResponse> => auth.send({ method: 'POST', path: '/auth/login', body });
    const login = await ask();
    // A login that fails is no word about the user where its token can tell.
    if (login.status === 200 || (login.status !== 401 && !token)) {
      const { user, access_token: own } = readAnswer(login, 200, signedIn);
      if (user.email.toLowerCase() !== email.toLowerCase())
        throw new ContractError(
          'UNEXPECTED_USER',
          `${login.request} with the password of ${email} signs in another user (A4). No user is removed.`,
        );
      return { id: user.id, token: own, ask };
    }
  }
  if (!token || id === undefined) return undefined;
  const ask = (): Promise<WireResponse> => auth.send({ method: 'GET', path: '/auth/me', token });
  return isThere(await ask()) ? { id, token, ask } : undefined;
}

const controlled = new WeakSet<HttpClient>();

/**
 * Shows, once for a client, that a deletion is answered by the service that has the users: without credentials it answers 401
 * (contract A10). Where the route is missing, 404 is about the path, and every user would seem to be gone.
 * @throws Error where the route is missing, ContractError where it answers otherwise
 */
export async function requireDeletionRoute(auth: HttpClient): Promise<void> {
  if (controlled.has(auth)) return;
  const answer = await auth.send({ method: 'DELETE', path: '/auth/users/e2e-test-nobody' });
  if ([404, 405].includes(answer.status))
    throw new HarnessError(
      'ROUTE_MISSING',
      `${answer.request} without credentials: expected 401, got ${answer.status}. The target declares user-deletion and does not have the route A9, so its 404 does not show that a user is gone. Add the route, or take user-deletion out of STAGING_CAPABILITIES.`,
    );
  readAnswer(answer, 401, z.unknown());
  controlled.add(auth);
}

/** What may delete the user: the bypass key for one that the bypass made, else its own token, or the key in its place. */
function proofFor(
  { way, email }: RemovableUser,
  sign: SignOfLife | undefined,
  bypassKey: Secret | undefined,
): Pick<WireRequest, 'token' | 'headers'> | undefined {
  const byKey = bypassKey && { headers: { 'X-E2E-Bypass-Key': bypassKey } };
  const byToken = sign && { token: sign.token };
  const proof = way === 'bypass' ? (byKey ?? byToken) : (byToken ?? byKey);
  if (!proof && way === 'bypass')
    throw new HarnessError(
      'KEY_MISSING',
      `${email} was made by the bypass: set E2E_OAUTH_SIMULATION_KEY to remove it.`,
    );
  return proof;
}

/** @throws ContractError when the answer is another one at the end of the deadline for a deletion */
async function requireAnswer(
  ask: () => Promise<WireResponse>,
  status: 401 | 404,
  { patience, onStillThere }: RemovalMeans,
  deleted: WireResponse,
): Promise<void> {
  let last = await ask();
  if (last.status === status) return;
  onStillThere?.();
  const { wholeMs } = patience;
  const waitMs = patience.leftMs();
  if (waitMs > 0) last = await lookUntilBound(ask, status, { revocationVisibleMs: waitMs });
  if (last.status === status) return;
  patience.spend();
  const once =
    waitMs < wholeMs ? ' It was looked at once: the deletion of another user did not bind in that time.' : '';
  throw new ContractError(
    'USER_NOT_GONE',
    `${deleted.request} was answered with ${deleted.status}, and the user is still there (A9): within ${wholeMs} ms ${last.request} must be answered with ${status}, and got ${last.status}.${once}`,
  );
}

/** Whether a 404 to the deletion of a user can mean that it is gone: made, and never deleted, it must be there. */
const isExplained = ({ fate, openDeletions }: RemovableUser): boolean => fate !== 'made' || openDeletions > 0;

/**
 * Removes a user that this harness may have made, with all it has, and shows that it is gone: the login or the token that the
 * target accepted before is answered with 401 afterwards. Where neither was accepted before, a second deletion must be
 * answered with 404. It never signs in by the bypass, which would make the user again.
 * @throws ContractError where it is shown to be there, NotShownError where nothing is shown, TargetError where the target does
 *   not answer, Error when a key for it is missing
 */
export async function removeUser(user: RemovableUser, means: RemovalMeans): Promise<Removal> {
  const { way, email } = user;
  const sign = await findSignOfLife(user, means);
  const proof = proofFor(user, sign, means.bypassKey);
  const id = sign?.id ?? user.id;
  if (way === 'provisioned' && (!proof || id === undefined)) {
    if (isExplained(user)) return 'absent';
    throw new NotShownError(
      `${email} was made, its login is refused, and E2E_OAUTH_SIMULATION_KEY is not set: nothing shows that it is gone. A test may have registered it with another password. Set the key and sweep again.`,
    );
  }
  // Another path would come of it.
  if (id === undefined || ['', '.', '..'].includes(id))
    throw new HarnessError(
      'ID_INVALID',
      `${email} has the id "${id ?? ''}", which cannot end a path. It is not removed.`,
    );
  if (!isOwnId({ way, email, id }))
    throw new ContractError(
      'UNEXPECTED_USER',
      `The target gave ${email} the id ${JSON.stringify(id)}, which is another user's (A2). No user is removed.`,
    );

  const call = { method: 'DELETE', path: pathTo`/auth/users/${id}`, ...proof } as const;
  const ask = (): Promise<WireResponse> => {
    means.onDeletion?.();
    return means.auth.send(call);
  };
  const deleted = await ask();
  if (deleted.status !== 404) readAnswer(deleted, 204, z.unknown());
  if (sign) {
    await requireAnswer(sign.ask, 401, means, deleted);
    return deleted.status === 204 ? 'removed' : 'absent';
  }
  if (deleted.status === 204) {
    await requireAnswer(ask, 404, means, deleted);
    return 'removed';
  }
  await requireDeletionRoute(means.auth);
  // The login of one who registered is refused as well, which shows it.
  if (way === 'bypass' && !isExplained(user))
    throw new NotShownError(
      `${email} was made, was not removed by this harness, and its deletion is answered with 404, which does not show that it is gone. If an operator removed it, or emptied the database, remove its ledger file. Else the target does not delete its users (A9).`,
    );
  return 'absent';
}

/**
 * Removes a user of this process, and notes it in its ledger.
 * @throws ContractError when something else has removed it, and as `removeUser`
 */
export async function removeOwnUser(
  user: LedgerUser,
  ledger: Pick<UserLedger, 'absent' | 'there' | 'tokenOf'>,
  means: RemovalMeans,
): Promise<void> {
  const onStillThere = (): void => {
    ledger.there(user);
  };
  const removal = await removeUser({ ...user, token: ledger.tokenOf(user) }, { ...means, onStillThere });
  if (removal === 'absent' && !isExplained(user))
    throw new ContractError(
      'UNEXPECTED_STATUS',
      `DELETE /auth/users/${user.id ?? user.email}: expected 204 for a user that this run made and had not removed (A9), got 404. What else removes its users?`,
    );
  ledger.absent(user);
}
