import type { UncheckedClaims } from '../auth-service/claim-checks.ts';

/** What the payload of a token says, whoever signed it; undefined for what is no token. */
export function unverifiedClaims(token: string): UncheckedClaims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? (claims as UncheckedClaims) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
