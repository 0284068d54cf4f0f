import { z } from 'zod';
import { permissions } from './permissions.ts';

/** The promised claims of an issued token (contract §2.1, C4); it may have more. Times are seconds since the epoch. */
export const claims = z.object({
  sub: z.string().min(1),
  email: z.string(),
  permissions,
  iat: z.number().positive(),
  exp: z.number().positive(),
  token_type: z.enum(['access', 'refresh']),
  iss: z.literal('netra-auth-service'),
  aud: z.literal('netra-platform'),
  jti: z.string().min(1),
  env: z.string(),
});
