import { z } from 'zod';
import { timestamp } from './timestamp.ts';

/** A thread (contract T1, C6). */
export const thread = z.object({
  id: z.string().min(1),
  title: z.string().nullable(),
  user_id: z.string(),
  created_at: timestamp,
});

export type Thread = z.infer<typeof thread>;
