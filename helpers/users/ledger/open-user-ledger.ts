import { runId } from '../../../config/run-id.ts';
import type { Secret } from '../../../config/secret.ts';
import type { Target } from '../../../config/target.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import { createLedgerFile } from './ledger-file.ts';
import { userKeyCheck } from './user-key-check.ts';
import { createUserLedger, type UserLedger } from './user-ledger.ts';

/** The ledger of the users that this process makes at a target. */
export function openUserLedger(
  { ledgerDirectory, authUrl }: Pick<Target, 'ledgerDirectory' | 'authUrl'>,
  userKey: Secret,
): UserLedger {
  return createUserLedger(
    createLedgerFile(ledgerDirectory, runId(), () => ({
      kind: 'owner',
      version: 1,
      at: new Date().toISOString(),
      run: runId(),
      target: authUrl,
      userKeyCheck: userKeyCheck(userKey),
      owner: thisProcess(),
    })),
  );
}
