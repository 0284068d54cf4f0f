import { ConfigurationError } from '../../config/configuration-error.ts';
import type { Environment } from '../../config/environment.ts';
import { requireSetting } from '../../config/require-setting.ts';
import { runId } from '../../config/run-id.ts';
import { resolveSigningSecret } from '../../config/signing-secret.ts';
import { resolveTarget } from '../../config/target.ts';
import { createTestIdentity } from '../users/test-identity.ts';
import type { Subject } from './subject.ts';

/** No worker of a run has this number, so that no identity is used twice. */
const workerIndex = 999;
let identities = 0;

function ownSecretOf({
  ENVIRONMENT,
  JWT_SECRET_STAGING,
  JWT_SECRET_KEY,
  JWT_SECRET,
}: Environment): Pick<Subject, 'signingSecret' | 'signingSecretProblem'> {
  const secrets = { JWT_SECRET_STAGING, JWT_SECRET_KEY, JWT_SECRET };
  if (Object.values(secrets).every((secret) => secret === undefined)) return { signingSecret: undefined };
  const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret?.reveal()]);
  try {
    return {
      signingSecret: resolveSigningSecret({
        ENVIRONMENT,
        ...(Object.fromEntries(revealed) as Record<string, string>),
      }),
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [problem] = error.problems;
    return {
      signingSecret: undefined,
      signingSecretProblem: `${problem?.name ?? ''}: ${problem?.text ?? ''}`,
    };
  }
}

/**
 * What a configuration says of the target of a diagnosis.
 * @throws ConfigurationError where it names none
 */
export function subjectOf(
  environment: Environment,
  rest: Pick<Subject, 'now' | 'budget' | 'watch' | 'absent'> & Partial<Subject>,
): Subject {
  const userKey = requireSetting(environment, 'STAGING_USER_KEY');
  return {
    target: resolveTarget(environment),
    strategy: environment.STAGING_AUTH_STRATEGY,
    profile: environment.STAGING_PROFILE,
    bypassKey: environment.E2E_OAUTH_SIMULATION_KEY,
    ...ownSecretOf(environment),
    nextIdentity: () => {
      identities += 1;
      return createTestIdentity({ runId: runId(), workerIndex, n: identities, userKey });
    },
    ...rest,
  };
}
