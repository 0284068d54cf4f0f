import { ContractError } from '../errors/contract-error.ts';
import type { LedgerUser } from './ledger/ledger-line.ts';
import type { UserLedger } from './ledger/user-ledger.ts';
import { type RemovalMeans, removeUser } from './remove-user.ts';

/**
 * Removes a user of this process, and lets its ledger know.
 * @throws ContractError when somebody else has removed it, and as `removeUser`
 */
export async function removeOwnUser(
  user: LedgerUser,
  ledger: Pick<UserLedger, 'absent'>,
  means: RemovalMeans,
): Promise<void> {
  const { fate, id = user.email } = user;
  const outcome = await removeUser(user, means);
  if (outcome === 'absent' && fate === 'made')
    throw new ContractError(
      'UNEXPECTED_STATUS',
      `DELETE /auth/users/${id}: expected 204 for a user whom this run made and had not removed (A9), but nobody is there. Who else removes its users?`,
    );
  ledger.absent(user);
}
