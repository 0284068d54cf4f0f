import { note } from '../http/request-log.ts';
import type { Delegation } from './delegation.ts';
import type { Identity } from './identity.ts';
import { Refusal } from './refusal.ts';
import type { judgeValidation } from './validation.ts';

/** Who a token speaks for; throws the {@link Refusal} of contract N1-N3 and N6. The same for REST and socket. */
export type Authenticate = (token: string | undefined) => Promise<Identity>;

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
