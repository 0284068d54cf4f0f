import { z } from 'zod';
import { permissions } from './permissions.ts';

/** Answer of `GET /auth/me` (contract A8). */
export const ownAccount = z.object({
  user_id: z.string(),
  email: z.string(),
  permissions,
});

export type OwnAccount = z.infer<typeof ownAccount>;
