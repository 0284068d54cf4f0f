import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Ends a call of the backend with the status and the text of its code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly headers: Record<string, string>;

  constructor(code: RefusalCode, headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.headers = headers;
  }
}

/** One status and one fixed text per code (contract §1, C1). */
export const refusals = {
  AUTH_REQUIRED: { status: 403, message: 'Authentication is required' },
  AUTH_FAILED: { status: 401, message: 'Authentication failed' },
  USER_REFUSED: { status: 403, message: 'The user is not accepted' },
  NOT_FOUND: { status: 404, message: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Method not allowed' },
  PERMISSION_DENIED: { status: 403, message: 'Permission denied' },
  AUTH_UNAVAILABLE: { status: 503, message: 'Authentication is not available' },
  INTERNAL_ERROR: { status: 500, message: 'Internal error' },
} as const satisfies Record<string, { status: ContentfulStatusCode; message: string }>;

export type RefusalCode = keyof typeof refusals;

/** Status and text of each code; a profile may give other statuses. */
export type Refusals = Record<RefusalCode, { status: ContentfulStatusCode; message: string }>;
