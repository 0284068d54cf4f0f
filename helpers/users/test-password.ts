import { createHmac } from 'node:crypto';
import { Secret } from '../../config/secret.ts';

/**
 * The password of a test user: it derives from the e-mail and need not be stored (contract §2.2). It begins with `testpw-`,
 * so that a report can be searched for it.
 */
export function testPassword(email: string, userKey: Secret): Secret {
  return new Secret(`testpw-${createHmac('sha256', userKey.reveal()).update(email).digest('base64url')}`);
}
