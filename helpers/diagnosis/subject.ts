import type { Environment } from '../../config/environment.ts';
import type { Secret } from '../../config/secret.ts';
import type { SigningSecret } from '../../config/signing-secret.ts';
import type { Target } from '../../config/target.ts';
import type { RequestBudget } from '../http/request-budget.ts';
import type { UserLedger } from '../users/ledger/user-ledger.ts';
import type { TestIdentity } from '../users/test-identity.ts';

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
  /** A value of `Sec-WebSocket-Protocol` that was refused, as the client sends it. */
  offer?: Secret;
  /** Gives the next unused identity of the diagnosis. */
  nextIdentity: () => TestIdentity;
  /** The local clock, in milliseconds since the epoch. */
  now: () => number;
  /** What may be sent. */
  budget: RequestBudget;
  /** Hears of the users that the diagnosis makes and removes. */
  ledger: Pick<UserLedger, 'watch' | 'absent'>;
}
