import type { Context } from 'hono';
import { z } from 'zod';
import type { Slice } from '../../database/slice.ts';
import { InvalidInput } from './invalid-input.ts';

const wholeNumber = z
  .string()
  .regex(/^-?\d+$/, 'must be a whole number')
  .transform(Number);
const slice = z.object({
  limit: wholeNumber.pipe(z.number().min(1).max(100)).default(50),
  offset: wholeNumber.pipe(z.number().min(0).max(Number.MAX_SAFE_INTEGER)).default(0),
});

/** `limit` 1..100 (default 50) and `offset` from 0 of the query (contract M1, T3). Throws {@link InvalidInput}. */
export function readSlice(context: Context): Slice {
  const result = slice.safeParse({ limit: context.req.query('limit'), offset: context.req.query('offset') });
  if (!result.success) throw new InvalidInput('query', result.error.issues);
  return result.data;
}
