import { z } from 'zod';

/** ISO 8601 in UTC with `Z` and at least milliseconds (contract C9). Read to the millisecond: more is not promised. */
export const timestamp = z.iso
  .datetime()
  .regex(/\.\d{3,}Z$/, 'Expected ISO 8601 in UTC with at least milliseconds (C9)')
  .transform((text) => text.replace(/(\.\d{3})\d*Z$/, '$1Z'));
