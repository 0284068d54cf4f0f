import type { Answer } from '../../../doctor/observation/answer.ts';

/** An answer of which only these fields matter. */
export const answer = (status: number, fields: Partial<Answer> = {}): Answer => ({
  asked: 'GET /somewhere',
  status,
  form: status < 400 ? 'json' : 'empty',
  atMs: 1_000_000,
  durationMs: 5,
  ...fields,
});
