import { z } from 'zod';

/** Answer of `GET /auth/me` (contract A8). */
export const ownAccount = z.object({
  user_id: z.string(),
  email: z.string(),
  permissions: z.array(z.string()),
});

export type OwnAccount = z.infer<typeof ownAccount>;
