import { compactVerify, errors } from 'jose';
import type { Secret } from '../../config/secret.ts';

/** Whether a token carries the signature of a secret; its claims are not looked at. */
export async function isSignedWith(token: Secret, secret: Secret): Promise<boolean> {
  try {
    await compactVerify(token.reveal(), new TextEncoder().encode(secret.reveal()));
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}
