import { compactVerify, errors } from 'jose';
import type { Secret } from '../../config/secret.ts';

/** Whether a token carries the signature of a secret; its claims are not looked at. */
export async function isSignedWith(token: Secret, secret: Secret): Promise<boolean> {
  try {
    await compactVerify(token.reveal(), new TextEncoder().encode(secret.reveal()));
    return true;
  } catch (error) {
    // Another algorithm, or none, is not its signature either.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}
