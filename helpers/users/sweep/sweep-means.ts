import type { Environment } from '../../../config/environment.ts';
import { requireSetting } from '../../../config/require-setting.ts';
import { runDirectory } from '../../../config/run-directory.ts';
import { runId } from '../../../config/run-id.ts';
import type { Target } from '../../../config/target.ts';
import { createWireLog } from '../../evidence/wire-log.ts';
import { createHttpClient } from '../../http/http-client.ts';
import { readAnswer } from '../../http/read-answer.ts';
import { createRequestBudget } from '../../http/request-budget.ts';
import { journaledBudget } from '../../record/run-journal.ts';
import { createRunJournal } from '../../record/run-journal.ts';
import { health } from '../../wire/health.ts';
import { thisProcess } from '../ledger/owner.ts';
import { requireDeletionRoute } from '../require-deletion-route.ts';
import type { SweepOptions } from './sweep-ledger.ts';

/**
 * What a sweep of the target needs, once the target has said that it is a staging. Its requests are in the budget and the
 * journal of the run.
 * @throws Error when it says something else or cannot remove users, TargetError when it says nothing
 */
export async function sweepMeans(environment: Environment, target: Target): Promise<SweepOptions> {
  const auth = createHttpClient({
    service: 'auth service',
    baseUrl: target.authUrl,
    timeoutMs: target.requestTimeoutMs,
    budget: journaledBudget(
      createRequestBudget(runDirectory(), target.requestsPerMinute),
      createRunJournal(runDirectory()),
    ),
    recorder: createWireLog(`${runId()}-sweep`).recorderOf('preparation'),
  });
  const told = readAnswer(await auth.send({ method: 'GET', path: '/health' }), 200, health);
  if (told.environment !== 'staging')
    throw new Error(
      `[NOT_A_STAGING] The auth service at ${target.authUrl} says that it is ${told.environment}. Nobody is removed there.`,
    );
  await requireDeletionRoute(auth);
  return {
    auth,
    bypassKey: environment.E2E_OAUTH_SIMULATION_KEY,
    userKey: requireSetting(environment, 'STAGING_USER_KEY'),
    by: thisProcess(),
    settleMs: 2 * target.requestTimeoutMs,
  };
}
