import { z } from 'zod';
import { Secret } from '../../config/secret.ts';

/** What a faulty service hands out as a token, e.g. `undefined`, and what stands in many harmless texts. */
const wordOrDate = /^(?:[a-z][a-z ._-]{0,39}|[\d:.,TZ+ -]{1,40})$/i;

/** A token on the wire; from here on it is a {@link Secret}. */
export const secretText = z
  .string()
  .min(1)
  .transform((value) => new Secret(value, { isPublic: wordOrDate.test(value) }));
