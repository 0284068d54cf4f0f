import { randomBytes } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { Secret } from '../../config/secret.ts';

/** The same claims under a random key: a forgery whose positive control is the token itself (contract N2, C3). */
export async function reSignToken(token: Secret): Promise<Secret> {
  const forged = await new SignJWT(decodeJwt(token.reveal()))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(randomBytes(48));
  return new Secret(forged);
}
