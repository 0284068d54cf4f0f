import type { Environment } from '../../config/environment.ts';
import { requireSetting } from '../../config/require-setting.ts';
import { runId } from '../../config/run-id.ts';
import { resolveTarget } from '../../config/target.ts';
import { createTestIdentity } from '../users/test-identity.ts';
import { ownSecretOf } from './own-secret-of.ts';
import type { Subject } from './subject.ts';

/** No worker of a run has this number, so that no identity is used twice. */
const workerIndex = 999;
let identities = 0;

/**
 * What a configuration says of the target of a diagnosis.
 * @throws ConfigurationError where it names none
 */
export function subjectOf(
  environment: Environment,
  rest: Pick<Subject, 'now' | 'budget' | 'ledger'> & Partial<Subject>,
): Subject {
  const userKey = requireSetting(environment, 'STAGING_USER_KEY');
  return {
    target: resolveTarget(environment),
    strategy: environment.STAGING_AUTH_STRATEGY,
    bypassKey: environment.E2E_OAUTH_SIMULATION_KEY,
    ...ownSecretOf(environment),
    nextIdentity: () => {
      identities += 1;
      return createTestIdentity({ runId: runId(), workerIndex, n: identities, userKey });
    },
    ...rest,
  };
}
