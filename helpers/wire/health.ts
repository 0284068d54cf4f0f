import { z } from 'zod';

const plain = /^[\w.+:/ -]{1,100}$/;

/** Answer of `GET /health` of both services (contract A1, P1). */
export const health = z.object({
  status: z.literal('healthy'),
  service: z.string().min(1),
  version: z.string().regex(plain),
  revision: z.string().regex(plain).optional(),
  environment: z.string(),
});
