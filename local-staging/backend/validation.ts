import { z } from 'zod';
import type { Identity } from './identity.ts';

/** What the backend reads of `POST /auth/validate` (contract A7); anything else is unparsable (N6). */
export const validationAnswer = z.discriminatedUnion('valid', [
  z.object({
    valid: z.literal(true),
    user_id: z.string().min(1),
    permissions: z.array(z.string()),
    expires_at: z.iso.datetime({ offset: true }),
    user_status: z.enum(['active', 'inactive', 'unknown']).optional(),
  }),
  z.object({
    valid: z.literal(false),
    error: z.enum([
      'missing_token',
      'invalid_token',
      'invalid_service_id',
      'invalid_service_secret',
      'service_not_configured',
      'validation_error',
    ]),
  }),
]);

export type ValidationAnswer = z.infer<typeof validationAnswer>;

/** What the auth service's answer means for the caller. */
export type Verdict =
  | { kind: 'accepted'; identity: Identity }
  | { kind: 'refused'; code: 'AUTH_FAILED' | 'USER_REFUSED' | 'AUTH_UNAVAILABLE' };

/** Contract N2, N3 and D4: a refused token, a refused user, and an answer that says nothing about either. */
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

/**
 * What an answer of the auth service is to the circuit breaker (contract D2): a verdict about the token is a success,
 * a refused one too; an answer about the backend itself is nothing (D4).
 */
export function countForBreaker(answer: ValidationAnswer): 'success' | 'failure' | 'nothing' {
  const isVerdict = answer.valid || answer.error === 'invalid_token' || answer.error === 'missing_token';
  return isVerdict ? 'success' : 'nothing';
}
