import type { UncheckedClaims } from '../auth-service/claim-checks.ts';
import type { AuthPolicies } from '../auth-service/auth-policies.ts';
import { replaceIn } from './replace-in.ts';

/** Takes a token that is not well signed where a second way to read it finds claims. */
export function verifiedAlso(
  read: (
    token: string,
    secret: string,
    verify: AuthPolicies['verifySignature'],
  ) => Promise<UncheckedClaims | undefined>,
) {
  return replaceIn('auth', ({ verifySignature }) => ({
    verifySignature: async (token, secret) =>
      (await verifySignature(token, secret)) ?? read(token, secret, verifySignature),
  }));
}
