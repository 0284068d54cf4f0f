import { z } from 'zod';

/** The paging fields of every list (contract M1). */
export const pageFields = {
  total_count: z.int().nonnegative(),
  page: z.int().positive(),
  page_size: z.int().positive(),
  has_more: z.boolean(),
};
