import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** One request or handshake as a service saw it. It holds no token, key or text of a user. */
export interface LogLine {
  /** ISO 8601, when it came. */
  at: string;
  service: string;
  /** What the caller named it in `X-Request-ID`; the backend hands it on to the auth service. */
  requestId: string;
  /** Method and path without the query. */
  call: string;
  status: number;
  durationMs: number;
  /** Why it came to that, in the order of what happened. */
  notes: string[];
}

/** Where the lines go. */
export type Log = (line: LogLine) => void;

interface Request {
  requestId: string;
  notes: string[];
}

const current = new AsyncLocalStorage<Request>();

/** Says why, in the log line of the request that is being answered. */
export function note(text: string): void {
  current.getStore()?.notes.push(text);
}

/** The id of the request that is being answered. */
export function currentRequestId(): string | undefined {
  return current.getStore()?.requestId;
}

/** Answers one request, and writes its line. */
export async function logged<T>(
  log: Log,
  { service, call, requestId }: { service: string; call: string; requestId: string | undefined },
  answer: () => Promise<T>,
  statusOf: (answered: T) => number,
): Promise<T> {
  const [at, startedAt] = [new Date().toISOString(), performance.now()];
  const request = { requestId: requestId?.slice(0, 200) ?? randomUUID(), notes: [] };
  const answered = await current.run(request, answer);
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
  log({ at, service, call, status: statusOf(answered), durationMs, ...request });
  return answered;
}
