import type { Environment } from '../../../config/environment.ts';
import { requireSetting } from '../../../config/require-setting.ts';
import { runDirectory } from '../../../config/run-directory.ts';
import { runId } from '../../../config/run-id.ts';
import type { Target } from '../../../config/target.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import { createWireLog } from '../../evidence/wire-log.ts';
import { guardTarget } from '../../guard/guard-target.ts';
import { createHttpClient } from '../../http/http-client.ts';
import { createRequestBudget } from '../../http/request-budget.ts';
import { createRunJournal, journaledBudget } from '../../record/run-journal.ts';
import { requireDeletionRoute } from '../require-deletion-route.ts';
import type { SweepOptions } from './sweep-ledger.ts';

/**
 * What a sweep of the target needs, once the target has said that it is a staging. Its requests are in the budget and the
 * journal of the run.
 * @throws GuardError when it says something else, Error when it cannot remove users, TargetError when it says nothing
 */
export async function sweepMeans(environment: Environment, target: Target): Promise<SweepOptions> {
  const directory = runDirectory();
  const journal = createRunJournal(directory);
  const budget = journaledBudget(createRequestBudget(directory, target.requestsPerMinute), journal);
  await guardTarget(target, { budget, directory, journal }).look();
  const auth = createHttpClient({
    service: 'auth service',
    baseUrl: target.authUrl,
    timeoutMs: target.requestTimeoutMs,
    budget,
    recorder: createWireLog(`${runId()}-sweep`).recorderOf('preparation'),
  });
  await requireDeletionRoute(auth);
  return {
    auth,
    bypassKey: environment.E2E_OAUTH_SIMULATION_KEY,
    userKey: requireSetting(environment, 'STAGING_USER_KEY'),
    by: thisProcess(),
    settleMs: 2 * target.requestTimeoutMs,
  };
}
