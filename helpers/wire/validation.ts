import { z } from 'zod';
import { permissions } from './permissions.ts';
import { timestamp } from './timestamp.ts';

/** Answer of `POST /auth/validate` (contract A7). */
export const validation = z.discriminatedUnion('valid', [
  z.object({
    valid: z.literal(true),
    user_id: z.string().min(1),
    email: z.string(),
    permissions,
    expires_at: timestamp,
    user_status: z.enum(['active', 'inactive', 'unknown']).default('active'),
  }),
  z.object({
    valid: z.literal(false),
    error: z.enum([
      'missing_token',
      'invalid_token',
      'invalid_service_id',
      'invalid_service_secret',
      'service_not_configured',
      'validation_error',
    ]),
    message: z.string(),
  }),
]);
