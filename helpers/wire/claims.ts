import { z } from 'zod';

/** The claims of an issued token (contract §2.1, C4). Times are whole seconds since the epoch. */
export const claims = z.strictObject({
  sub: z.string().min(1),
  email: z.string(),
  permissions: z.array(z.string()),
  iat: z.int().positive(),
  exp: z.int().positive(),
  token_type: z.enum(['access', 'refresh']),
  iss: z.literal('netra-auth-service'),
  aud: z.literal('netra-platform'),
  jti: z.string().min(1),
  env: z.string(),
});
