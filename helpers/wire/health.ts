import { z } from 'zod';

/** Answer of `GET /health` of both services (contract A1, P1). */
export const health = z.object({
  status: z.literal('healthy'),
  service: z.string().min(1),
  version: z.string().min(1),
  revision: z.string().optional(),
  environment: z.string(),
});
