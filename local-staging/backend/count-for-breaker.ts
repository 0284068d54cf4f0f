import type { ValidationAnswer } from './validation-answer.ts';

/**
 * What an answer of the auth service is to the circuit breaker (contract D2): a verdict about the token is a success,
 * a refused one too; an answer about the backend itself is nothing (X11).
 */
export function countForBreaker(answer: ValidationAnswer): 'success' | 'failure' | 'nothing' {
  const isVerdict = answer.valid || answer.error === 'invalid_token' || answer.error === 'missing_token';
  return isVerdict ? 'success' : 'nothing';
}
