import { z } from 'zod';
import { Secret } from '../../config/secret.ts';

/** A token on the wire; from here on it is a {@link Secret}. */
export const secretText = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));
