import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import { ContractError } from '../errors/contract-error.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readAnswer } from '../http/read-answer.ts';
import { signedIn } from '../wire/signed-in.ts';
import type { LedgerUser } from './ledger/ledger-line.ts';
import { requireDeletionRoute } from './require-deletion-route.ts';
import { testPassword } from './test-identity.ts';

/** What it takes to remove a test user. */
export interface RemovalMeans {
  /** The auth service. */
  auth: HttpClient;
  /** Undefined where the configuration has none. */
  bypassKey: Secret | undefined;
  userKey: Secret;
}

type Proof = { token: Secret } | { headers: { 'X-E2E-Bypass-Key': Secret } };

/** Deletes, and asks again to see that nobody is there (contract A9). */
async function deleteUser(
  auth: HttpClient,
  { email, id }: { email: string; id: string },
  proof: Proof,
): Promise<'removed' | 'absent'> {
  // They would make another path of it.
  if (['', '.', '..'].includes(id))
    throw new Error(`[ID_INVALID] ${email} has the id "${id}", which no path can end in. It is not removed.`);
  const call = { method: 'DELETE', path: `/auth/users/${encodeURIComponent(id)}`, ...proof } as const;
  const first = await auth.send(call);
  if (first.status === 404) {
    await requireDeletionRoute(auth);
    return 'absent';
  }
  readAnswer(first, 204, z.unknown());
  const second = await auth.send(call);
  if (second.status !== 404)
    throw new ContractError(
      'UNEXPECTED_STATUS',
      `${second.request}: expected 404 for a user who was just removed (A9), got ${String(second.status)} ${second.reason()}`.trim(),
    );
  return 'removed';
}

/**
 * Removes a user whom this harness may have made, with all it has, and shows that it is gone.
 * @returns `absent` where nobody was there
 * @throws ContractError or TargetError when it is not shown, Error when a key for it is missing
 */
export async function removeUser(
  { way, email, id, fate }: Pick<LedgerUser, 'way' | 'email' | 'id' | 'fate'>,
  { auth, bypassKey, userKey }: RemovalMeans,
): Promise<'removed' | 'absent'> {
  const byKey = bypassKey && { headers: { 'X-E2E-Bypass-Key': bypassKey } };
  if (way === 'bypass') {
    if (!byKey)
      throw new Error(
        `[KEY_MISSING] ${email} was made by the bypass: set E2E_OAUTH_SIMULATION_KEY to remove it.`,
      );
    return deleteUser(auth, { email, id: id ?? '' }, byKey);
  }
  const password = testPassword(email, userKey).reveal();
  const login = await auth.send({ method: 'POST', path: '/auth/login', body: { email, password } });
  if (login.status !== 401) {
    const { user, access_token: token } = readAnswer(login, 200, signedIn);
    return deleteUser(auth, { email, id: user.id }, { token });
  }
  // A test may have registered with another password.
  if (id !== undefined && byKey) return deleteUser(auth, { email, id }, byKey);
  if (fate === 'made')
    throw new Error(
      `[NOT_SHOWN] ${email} was made, its login is refused, and no E2E_OAUTH_SIMULATION_KEY is set to show that it is gone.`,
    );
  return 'absent';
}
