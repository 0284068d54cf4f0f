import { z } from 'zod';

/** ISO 8601 in UTC with `Z` and at least milliseconds (contract C9). */
export const timestamp = z.iso
  .datetime()
  .regex(/\.\d{3,}Z$/, 'Expected ISO 8601 in UTC with at least milliseconds (C9)');
