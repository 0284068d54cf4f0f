import type { Slice } from '../database/slice.ts';

/** The paging fields of a list (contract M1). */
export interface Page {
  total_count: number;
  page: number;
  page_size: number;
  has_more: boolean;
}

/** Where a slice of `shown` rows lies in a list of `totalCount`. */
export function pageOf({ limit, offset }: Slice, shown: number, totalCount: number): Page {
  return {
    total_count: totalCount,
    page: Math.floor(offset / limit) + 1,
    page_size: limit,
    has_more: offset + shown < totalCount,
  };
}
