/** An answer as it came. The body is private, so that no diff or log prints a token that is in it. */
export class WireResponse {
  /** Method and path, e.g. `GET /api/threads`. */
  readonly request: string;
  readonly status: number;
  readonly headers: Headers;
  readonly #body: string;

  constructor(fields: { request: string; status: number; headers: Headers; body: string }) {
    this.request = fields.request;
    this.status = fields.status;
    this.headers = fields.headers;
    this.#body = fields.body;
  }

  /** The body as text. */
  text(): string {
    return this.#body;
  }

  /** The body as JSON; undefined when it is none. */
  json(): unknown {
    try {
      return JSON.parse(this.#body) as unknown;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** The `message` of a refusal; undefined when there is none. */
  errorMessage(): unknown {
    return ((this.json() ?? {}) as Record<string, unknown>)['message'];
  }

  /** Where it redirects to, how long it puts off, or the `error_code` or `detail` of a refusal, for messages; empty when there is none. */
  reason(): string {
    const location = this.headers.get('Location');
    if (location !== null) return `a redirect to ${location}`;
    const retryAfter = this.headers.get('Retry-After');
    if (this.status === 429) return `Retry-After: ${retryAfter ?? 'not said'}`;
    const { error_code: code, detail } = (this.json() ?? {}) as Record<string, unknown>;
    if (typeof code === 'string') return code;
    return detail === undefined ? '' : JSON.stringify(detail);
  }
}
