import { newId } from '../http/new-id.ts';
import { readBearer } from '../http/read-bearer.ts';
import { checkServiceCredentials } from './check-service-credentials.ts';
import { claimChecks } from './claim-checks.ts';
import { decideBypass } from './decide-bypass.ts';
import { issueClaims } from './issue-claims.ts';
import { passwordHash } from './password-hash.ts';
import { signingSecret } from './signing-secret.ts';
import { bypassUserId, isEmail, isTestIdentity, mayDeleteUser } from './test-accounts.ts';
import { verifySignature } from './verify-signature.ts';

/** What a token says of itself (contract C4): its algorithm, and what a library makes of the rest. */
export interface TokenHeader {
  alg: 'HS256';
  typ?: string;
  kid?: string;
}

/** Every decision of the auth service. A start may replace any of them. */
export const authPolicies = {
  signingSecret,
  readBearer,
  verifySignature,
  claimChecks,
  issueClaims,
  tokenHeader: { alg: 'HS256', typ: 'JWT' } as TokenHeader,
  newId,
  decideBypass,
  bypassUserId,
  isEmail,
  isTestIdentity,
  checkServiceCredentials,
  passwordHash,
  mayDeleteUser,
};

export type AuthPolicies = typeof authPolicies;
