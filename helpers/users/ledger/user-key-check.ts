import { createHmac } from 'node:crypto';
import type { Secret } from '../../../config/secret.ts';

/** Equal for equal user keys; the key cannot be had from it. With another key no derived password fits. */
export function userKeyCheck(userKey: Secret): string {
  return createHmac('sha256', userKey.reveal())
    .update('check value of the user key')
    .digest('hex')
    .slice(0, 16);
}
