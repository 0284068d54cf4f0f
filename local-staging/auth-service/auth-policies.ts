import { readBearer } from '../http/read-bearer.ts';
import { bypassUserId } from './bypass-user-id.ts';
import { checkServiceCredentials } from './check-service-credentials.ts';
import { claimChecks } from './claim-checks.ts';
import { decideBypass } from './decide-bypass.ts';
import { isEmail } from './is-email.ts';
import { isTestIdentity } from './is-test-identity.ts';
import { issueClaims } from './issue-claims.ts';
import { mayDeleteUser } from './may-delete-user.ts';
import { passwordHash } from './password-hash.ts';
import { signingSecret } from './signing-secret.ts';
import { verifySignature } from './verify-signature.ts';

/** Every decision of the auth service. A start may replace any of them. */
export const authPolicies = {
  signingSecret,
  readBearer,
  verifySignature,
  claimChecks,
  issueClaims,
  decideBypass,
  bypassUserId,
  isEmail,
  isTestIdentity,
  checkServiceCredentials,
  passwordHash,
  mayDeleteUser,
};

export type AuthPolicies = typeof authPolicies;
