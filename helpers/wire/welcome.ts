import { z } from 'zod';

const identity = { connection_id: z.string().min(1), user_id: z.string().min(1) };

/** The first frame of a socket (contract W5), also in its deployed names `system_message` and `connect`. */
export const welcome = z
  .union([
    z.object({ type: z.enum(['connection_established', 'connect']), data: z.object(identity) }),
    z.object({
      type: z.literal('system_message'),
      data: z.object({ ...identity, event: z.literal('connection_established') }),
    }),
  ])
  .transform(({ data }) => ({ connectionId: data.connection_id, userId: data.user_id }));

export type Welcome = z.infer<typeof welcome>;
