import { randomBytes } from 'node:crypto';
import { Secret } from '../../config/secret.ts';
import { forgeToken } from './forge-token.ts';

/** The same claims under a random key: a forgery whose positive control is the token itself (contract N2, C3). */
export function reSignToken(token: Secret): Promise<Secret> {
  return forgeToken(token, new Secret(randomBytes(48).toString('base64url')), {});
}
