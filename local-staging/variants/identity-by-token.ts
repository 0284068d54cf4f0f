import type { Identity } from '../backend/identity.ts';
import { guest } from './guest.ts';
import { unverifiedClaims } from './unverified-claims.ts';

/** Whom a token names, if its signature is not looked at; a guest where it names nobody. */
export function identityByToken(token: string | undefined, otherwise: string): Identity {
  const { sub } = (token === undefined ? undefined : unverifiedClaims(token)) ?? {};
  return guest(typeof sub === 'string' && sub !== '' ? sub : otherwise);
}
