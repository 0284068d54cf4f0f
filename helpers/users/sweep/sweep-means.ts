import type { Environment } from '../../../config/environment.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import { requireSetting } from '../../../config/require-setting.ts';
import { runDirectory } from '../../../config/run-directory.ts';
import { runId } from '../../../config/run-id.ts';
import type { Target } from '../../../config/target.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { createWireLog } from '../../evidence/wire-log.ts';
import { guardTarget } from '../../http/guard-target.ts';
import { createHttpClient, type HttpClient } from '../../http/http-client.ts';
import { createRequestBudget } from '../../http/request-budget.ts';
import { createRunJournal, journaledBudget } from '../../record/run-journal.ts';
import { createDeletionPatience } from '../deletion-patience.ts';
import { requireDeletionRoute } from '../remove-user.ts';
import type { SweepOptions } from './sweep-ledger.ts';

/** The auth service of a target, as sweeps ask it. */
export interface SweepAccess {
  /** Its requests are in the budget and the journal of the run. */
  auth: HttpClient;
  /** @throws GuardError where the target says that it is no staging, TargetError where it does not answer */
  requireStaging: () => Promise<void>;
}

export function sweepAccess(target: Target): SweepAccess {
  const directory = runDirectory();
  const journal = createRunJournal(directory);
  const budget = journaledBudget(createRequestBudget(directory, target.requestsPerMinute), journal);
  const guard = guardTarget(target, { budget, directory, journal });
  const auth = createHttpClient({
    service: 'auth service',
    baseUrl: target.authUrl,
    timeoutMs: target.requestTimeoutMs,
    budget,
    recorder: createWireLog(`${runId()}-sweep`).recorderOf('preparation'),
  });
  return { auth, requireStaging: () => guard.look() };
}

/**
 * What a sweep of the target needs, once the target has said that it is a staging. Nothing is changed there.
 * @throws GuardError when it says something else, Error when it cannot remove users, TargetError when it does not answer
 */
export async function sweepMeans(
  environment: Environment,
  target: Target,
  { auth, requireStaging }: SweepAccess,
): Promise<SweepOptions> {
  if (!target.capabilities.has('user-deletion'))
    throw new HarnessError(
      'CAPABILITY_MISSING',
      'The target lacks user-deletion, so this harness cannot remove users there. Give its operators the output of npm run users -- list --format sql.',
    );
  await requireStaging();
  await requireDeletionRoute(auth);
  return {
    auth,
    bypassKey: environment.E2E_OAUTH_SIMULATION_KEY,
    userKey: requireSetting(environment, 'STAGING_USER_KEY'),
    patience: createDeletionPatience(target.revocationVisibleMs, runDirectory()),
    by: thisProcess(),
    settleMs: 2 * target.requestTimeoutMs,
  };
}
