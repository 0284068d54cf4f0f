import type { z } from 'zod';
import { notUnderstood } from '../../helpers/errors/not-understood.ts';
import type { WireResponse } from '../../helpers/http/wire-response.ts';
import type { Answer } from '../observation/answer.ts';

/** An answer as a diagnosis keeps it, and as it came; nothing came where there was none. */
export interface Reading {
  answer: Answer;
  response?: WireResponse;
}

/** What a good answer says. Where it is JSON and cannot be read, the answer tells from now on what of it. */
export function understood<T>(schema: z.ZodType<T>, { answer, response }: Reading): T | undefined {
  if (response?.status !== 200) return undefined;
  const { data, error } = schema.safeParse(response.json());
  if (error && answer.form === 'json') answer.notUnderstood = notUnderstood(error);
  return data;
}
