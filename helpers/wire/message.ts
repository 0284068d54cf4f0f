import { z } from 'zod';
import { pageFields } from './page-fields.ts';
import { timestamp } from './timestamp.ts';

/** A chat message (contract §3, C6). `user_id` is the owner's, for the assistant's replies too. */
export const message = z.object({
  id: z.string().min(1),
  content: z.string(),
  user_id: z.string(),
  thread_id: z.string(),
  timestamp,
  message_type: z.string(),
  metadata: z.record(z.string(), z.unknown()),
});

export type Message = z.infer<typeof message>;

/** A list of messages with its paging fields (contract M1). */
export const messagePage = z.object({ messages: z.array(message), ...pageFields });

export type MessagePage = z.infer<typeof messagePage>;
