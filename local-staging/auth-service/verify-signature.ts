import { compactVerify, errors } from 'jose';
import type { UncheckedClaims } from './claim-checks.ts';

/** The payload of a token that is signed with this secret by HS256, else undefined. Claims are not looked at. */
export async function verifySignature(token: string, secret: string): Promise<UncheckedClaims | undefined> {
  try {
    const { payload } = await compactVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
    });
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    return typeof claims === 'object' && claims !== null ? (claims as UncheckedClaims) : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
