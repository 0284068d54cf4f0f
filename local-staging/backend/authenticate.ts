import { note } from '../http/request-log.ts';
import type { Delegation } from './delegation.ts';
import type { Authenticate } from './identity.ts';
import { Refusal } from './refusal.ts';
import type { judgeValidation } from './validation.ts';

export function createAuthenticate(delegation: Delegation, judge: typeof judgeValidation): Authenticate {
  return async (token) => {
    if (token === undefined) {
      note('no token was sent');
      throw new Refusal('AUTH_REQUIRED');
    }
    const verdict = judge(await delegation.validate(token));
    if (verdict.kind === 'accepted') {
      note(`it is ${verdict.identity.userId}`);
      return verdict.identity;
    }
    if (verdict.code === 'USER_REFUSED') note('its user is unknown or not active');
    throw new Refusal(verdict.code, verdict.code === 'AUTH_UNAVAILABLE' ? { 'Retry-After': '1' } : {});
  };
}
