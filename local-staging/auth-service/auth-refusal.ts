import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Ends a call of the auth service with `{"detail"}` (contract §1, C1). */
export class AuthRefusal extends Error {
  override readonly name = 'AuthRefusal';
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, detail: string) {
    super(detail);
    this.status = status;
  }
}
