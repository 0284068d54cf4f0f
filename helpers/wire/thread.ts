import { z } from 'zod';
import { pageFields } from './page-fields.ts';
import { timestamp } from './timestamp.ts';

/** A thread (contract T1, C6). */
export const thread = z.object({
  id: z.string().min(1),
  /** Null for none, also where it is left out. */
  title: z
    .string()
    .nullish()
    .transform((title) => title ?? null),
  user_id: z.string(),
  created_at: timestamp,
});

export type Thread = z.infer<typeof thread>;

/** A list of threads with its paging fields (contract T1). */
export const threadPage = z.object({ threads: z.array(thread), ...pageFields });

export type ThreadPage = z.infer<typeof threadPage>;
