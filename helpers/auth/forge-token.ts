import { decodeJwt, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { Secret } from '../../config/secret.ts';

/** How a forged token differs from a real one. */
export interface TokenChange {
  /** Claims to set; undefined takes one away. */
  claims?: Record<string, unknown>;
  /** HS256 unless given; `none` leaves the signature out. */
  alg?: 'HS256' | 'HS384' | 'HS512' | 'none';
}

/** A token with the claims of a real one and a change, signed anew. For negative tokens and their controls only (C3). */
export async function forgeToken(
  token: Secret,
  secret: Secret,
  { claims = {}, alg = 'HS256' }: TokenChange,
): Promise<Secret> {
  const changed = Object.fromEntries(
    Object.entries({ ...decodeJwt(token.reveal()), ...claims }).filter(([, value]) => value !== undefined),
  ) as JWTPayload;
  if (alg === 'none') return new Secret(new UnsecuredJWT(changed).encode());
  const key = new TextEncoder().encode(secret.reveal());
  return new Secret(await new SignJWT(changed).setProtectedHeader({ alg, typ: 'JWT' }).sign(key));
}
