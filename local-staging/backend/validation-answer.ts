import { z } from 'zod';

/** What the backend reads of `POST /auth/validate` (contract A7); anything else is unparsable (N6). */
export const validationAnswer = z.discriminatedUnion('valid', [
  z.object({
    valid: z.literal(true),
    user_id: z.string().min(1),
    permissions: z.array(z.string()),
    expires_at: z.iso.datetime({ offset: true }),
    user_status: z.enum(['active', 'inactive', 'unknown']).optional(),
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
  }),
]);

export type ValidationAnswer = z.infer<typeof validationAnswer>;
