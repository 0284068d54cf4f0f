import type { UncheckedClaims } from '../auth-service/claim-checks.ts';
import type { Parts } from '../composition/parts.ts';
import { replaceIn } from './replace-in.ts';

/** Reads the claims of a well-signed token otherwise. */
export function claimsAs(change: (claims: UncheckedClaims, parts: Parts) => UncheckedClaims) {
  return replaceIn('auth', ({ verifySignature }, _values, parts) => ({
    verifySignature: async (token, secret) => {
      const claims = await verifySignature(token, secret);
      return claims && change(claims, parts);
    },
  }));
}
