import type { z } from 'zod';
import { ContractError } from '../errors/contract-error.ts';
import { notUnderstood } from '../errors/not-understood.ts';
import type { WireResponse } from './wire-response.ts';

/**
 * The body of an answer that must have one status and one shape.
 * @throws ContractError that says what came instead, without values of the body
 */
export function readAnswer<T>(response: WireResponse, status: number, schema: z.ZodType<T>): T {
  if (response.status !== status)
    throw new ContractError(
      'UNEXPECTED_STATUS',
      `${response.request}: expected ${status}, got ${response.status} ${response.reason()}`.trim(),
    );
  const result = schema.safeParse(response.json());
  if (result.success) return result.data;
  throw new ContractError(
    'UNEXPECTED_SHAPE',
    `${response.request}: the ${status} was ${notUnderstood(result.error)}`,
  );
}
