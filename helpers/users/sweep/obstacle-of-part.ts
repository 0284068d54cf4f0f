import type { Secret } from '../../../config/secret.ts';
import type { LedgerPart, LedgerUser } from '../ledger/ledger-line.ts';
import { userKeyCheck } from '../ledger/user-key-check.ts';

/**
 * Why users of a file cannot be removed; undefined where they can.
 * @param users - those of the file who are meant
 */
export function obstacleOfPart(
  { path, run, owner }: LedgerPart,
  users: readonly LedgerUser[],
  userKey: Secret,
): string | undefined {
  if (!owner)
    return `${path}: npm run users -- sweep --run ${run} looks for whom it may have named; then the file is yours to remove.`;
  const needsPassword = users.some(({ way }) => way === 'provisioned');
  return needsPassword && owner.userKeyCheck !== userKeyCheck(userKey)
    ? `[USER_KEY_DIFFERS] ${path}: its users registered with passwords of another STAGING_USER_KEY. Set the one that run ${run} had.`
    : undefined;
}
