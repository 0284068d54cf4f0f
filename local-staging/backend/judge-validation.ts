import type { Identity } from './identity.ts';
import type { ValidationAnswer } from './validation-answer.ts';

/** What the auth service's answer means for the caller. */
export type Verdict =
  | { kind: 'accepted'; identity: Identity }
  | { kind: 'refused'; code: 'AUTH_FAILED' | 'USER_REFUSED' | 'AUTH_UNAVAILABLE' };

/** Contract N2, N3 and X11: a refused token, a refused user, and an answer that says nothing about either. */
export function judgeValidation(answer: ValidationAnswer): Verdict {
  if (!answer.valid) {
    const aboutToken = answer.error === 'invalid_token' || answer.error === 'missing_token';
    return { kind: 'refused', code: aboutToken ? 'AUTH_FAILED' : 'AUTH_UNAVAILABLE' };
  }
  if ((answer.user_status ?? 'active') !== 'active') return { kind: 'refused', code: 'USER_REFUSED' };
  return {
    kind: 'accepted',
    identity: {
      userId: answer.user_id,
      permissions: answer.permissions,
      expiresAtMs: Date.parse(answer.expires_at),
    },
  };
}
