import type { z } from 'zod';

/** Ends a call with 422 and `{"detail":[{"loc","msg","type"}]}` (contract §1). */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly detail: { loc: PropertyKey[]; msg: string; type: string }[];

  constructor(
    place: 'body' | 'query',
    issues: readonly Pick<z.core.$ZodIssue, 'path' | 'message' | 'code'>[],
  ) {
    super(`invalid ${place}`);
    this.detail = issues.map(({ path, message, code }) => ({
      loc: [place, ...path],
      msg: message,
      type: code,
    }));
  }
}
