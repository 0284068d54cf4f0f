import { z } from 'zod';
import { timestamp } from './timestamp.ts';

/** Body of a refusal of the chat backend (contract §1, C1). */
export const errorBody = z.object({
  error: z.literal(true),
  error_code: z.string(),
  message: z.string().min(1),
  trace_id: z.string().min(1),
  timestamp,
});
