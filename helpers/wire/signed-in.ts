import { z } from 'zod';
import { permissions } from './permissions.ts';
import { secretText } from './secret-text.ts';

/** Answer of bypass, register, login and refresh: a token pair and its user (contract A2-A5, C6). */
export const signedIn = z.object({
  access_token: secretText,
  refresh_token: secretText,
  token_type: z.literal('Bearer'),
  /** Seconds. */
  expires_in: z.number().positive(),
  user: z.object({
    id: z.string().min(1),
    email: z.string(),
    name: z.string().nullish(),
    permissions,
  }),
});

export type SignedIn = z.infer<typeof signedIn>;
