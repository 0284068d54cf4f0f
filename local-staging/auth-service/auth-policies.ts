import { readBearer } from '../http/read-bearer.ts';
import { checkServiceCredentials } from './check-service-credentials.ts';
import { claimChecks } from './claim-checks.ts';
import { decideBypass } from './decide-bypass.ts';
import { issueClaims } from './issue-claims.ts';
import { passwordHash } from './password-hash.ts';
import { signingSecret } from './signing-secret.ts';
import { bypassUserId, isEmail, isTestIdentity, mayDeleteUser } from './test-accounts.ts';
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
