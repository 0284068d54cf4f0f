import type { Context } from 'hono';
import type { z } from 'zod';
import { InvalidInput } from './invalid-input.ts';

/** The JSON body in the shape of a schema; an empty body is `{}`. Throws {@link InvalidInput}. */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text();
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidInput('body', [{ path: [], message: 'The body is not JSON', code: 'custom' }]);
  }
  const result = schema.safeParse(body);
  if (!result.success) throw new InvalidInput('body', result.error.issues);
  return result.data;
}
