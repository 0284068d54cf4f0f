/** What one request came to, as far as a diagnosis looks at it. Holds no secret. */
export interface Answer {
  /** Method and path, or the handshake, e.g. `GET /api/threads`. */
  asked: string;
  /** 0 where no answer came. */
  status: number;
  /** Why none came, e.g. `ECONNREFUSED`. */
  failure?: string;
  /** What the body is: the backend's error body, the auth service's, other JSON, a page, a text, nothing. */
  form: 'envelope' | 'detail' | 'json' | 'page' | 'text' | 'empty';
  /** `error_code` or `detail` of a refusal. */
  code?: string;
  /** What finds a refusal in the log of the chat backend: its `trace_id`. */
  traceId?: string;
  /** Who says that it answered: the headers `server` and `via`. */
  server?: string;
  via?: string;
  /** `Retry-After`, in seconds. */
  retryAfterS?: number;
  /** The header `Date`, in milliseconds since the epoch. */
  serverDateMs?: number;
  /** The header `Age`: how old a cache says that the answer is. */
  ageMs?: number;
  /** When it was asked, by the local clock. */
  atMs: number;
  durationMs: number;
}

/** What one handshake came to. */
export interface SocketAnswer extends Answer {
  /** How the token was handed over, e.g. `header`. */
  offer: string;
  /** What the server selected; empty for none. */
  subprotocol?: string;
  /** The type of the first frame. */
  firstFrame?: string;
  /** Whom the welcome names. */
  userId?: string;
  /** How the socket ended before its welcome. */
  close?: { code: number; reason: string };
}
