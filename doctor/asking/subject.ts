import { ConfigurationError } from '../../config/configuration-error.ts';
import type { Environment } from '../../config/environment.ts';
import { requireSetting } from '../../config/require-setting.ts';
import { runId } from '../../config/run-id.ts';
import type { Secret } from '../../config/secret.ts';
import { resolveSigningSecret, type SigningSecret } from '../../config/signing-secret.ts';
import { resolveTarget, type Target } from '../../config/target.ts';
import type { RefusedCall } from '../../helpers/evidence/refusal-signature.ts';
import type { RequestBudget } from '../../helpers/http/request-budget.ts';
import { createTestIdentity, type TestIdentity } from '../../helpers/users/ledger/test-identity.ts';
import type { UserLedger } from '../../helpers/users/ledger/user-ledger.ts';

/** What is diagnosed: a target, and what somebody has in hand who was refused there. */
export interface Subject {
  target: Target;
  strategy: Environment['STAGING_AUTH_STRATEGY'];
  bypassKey: Secret | undefined;
  /** The harness's own; undefined where none is configured. */
  signingSecret: SigningSecret | undefined;
  /** What is wrong with it, where it is configured and cannot be used. */
  signingSecretProblem?: string;
  /** A token that was refused. */
  token?: Secret;
  /** What the diagnosis is asked for, in a few words, and the call where one of the chat backend over REST was refused. */
  refused?: { what: string; call?: RefusedCall };
  /** A value of `Sec-WebSocket-Protocol` that was refused, as the client sends it. */
  offer?: Secret;
  /** Gives the next unused identity of the diagnosis. */
  nextIdentity: () => TestIdentity;
  /** The local clock, in milliseconds since the epoch. */
  now: () => number;
  /** What may be sent. */
  budget: RequestBudget;
  /** Hears of the users that the diagnosis makes and removes. */
  ledger: Omit<UserLedger, 'close'>;
  /** From it the passwords of the users derive. */
  userKey: Secret;
}

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
    userKey,
    ...ownSecretOf(environment),
    nextIdentity: () => {
      identities += 1;
      return createTestIdentity({ runId: runId(), workerIndex, n: identities, userKey });
    },
    ...rest,
  };
}

/** The harness's own signing secret, or what is wrong with it; nothing where none is configured. */
export function ownSecretOf({
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
