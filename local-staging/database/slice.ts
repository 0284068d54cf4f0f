/** A part of a list: at most `limit` rows after skipping `offset`. */
export interface Slice {
  limit: number;
  offset: number;
}
