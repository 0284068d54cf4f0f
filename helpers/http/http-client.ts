import type { Secret } from '../../config/secret.ts';
import { TargetError } from '../errors/target-error.ts';
import { knowAnswer } from '../evidence/know-answer.ts';
import { subjectOf } from '../evidence/subject-in.ts';
import type { ExchangeEntry } from '../evidence/wire-entry.ts';
import type { Recorder } from '../evidence/wire-log.ts';
import { type RequestBudget, sendWithinBudget } from './request-budget.ts';
import { WireResponse } from './wire-response.ts';

/** One call. */
export interface WireRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  /** With the query, e.g. `/api/chat/messages?limit=1`. */
  path: string;
  /** Sent as `Authorization: Bearer`. */
  token?: Secret | undefined;
  /** Values may be secrets; they are revealed on the wire only. */
  headers?: Record<string, string | Secret>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, as JSON that may be none; instead of `body`. */
  rawBody?: string;
}

/** Talks to one service. */
export interface HttpClient {
  /**
   * Sends one request and reads the answer, whatever its status. Follows no redirect and retries nothing but what the
   * target has put off: a 429 with `Retry-After`.
   * @throws TargetError when there is no answer
   */
  send(request: WireRequest): Promise<WireResponse>;
}

export interface HttpClientOptions {
  /** As a person would name it, e.g. `auth service`. */
  service: string;
  baseUrl: string;
  timeoutMs: number;
  /** What the run may send. */
  budget: RequestBudget;
  recorder: Recorder;
  /** Sees every answer, with what was asked. */
  onAnswer?: (response: WireResponse, request: WireRequest) => void;
}

/** The reason that `fetch` hides in its cause, e.g. `ECONNREFUSED`. Newer Nodes leave the code of some empty. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'HTTPParserError') return 'it does not speak HTTP';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

function* headersOf({ token, headers, body, rawBody }: WireRequest): Generator<[string, string]> {
  if (token) yield ['Authorization', `Bearer ${token.reveal()}`];
  if (body !== undefined || rawBody !== undefined) yield ['Content-Type', 'application/json'];
  for (const [name, value] of Object.entries(headers ?? {}))
    yield [name, typeof value === 'string' ? value : value.reveal()];
}

/** A client on `fetch` (docs/decisions/002). */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { service, baseUrl, timeoutMs, budget, recorder, onAnswer } = options;

  const sendOnce = async (request: WireRequest): Promise<WireResponse> => {
    const name = `${request.method} ${request.path}`;
    const id = recorder.nextId();
    const url = `${baseUrl}${request.path}`;
    const headers: [string, string][] = [['X-Request-ID', id], ...headersOf(request)];
    const sent = request.rawBody ?? (request.body === undefined ? null : JSON.stringify(request.body));
    const [at, startedAt] = [new Date().toISOString(), performance.now()];
    const record = (outcome: Pick<ExchangeEntry, 'response' | 'error'>): void => {
      recorder.add({
        kind: 'exchange',
        id,
        at,
        service,
        user: subjectOf(request.token),
        durationMs: performance.now() - startedAt,
        request: { method: request.method, url, headers, body: sent ?? '' },
        ...outcome,
      });
    };
    try {
      const response = await fetch(url, {
        method: request.method,
        headers,
        body: sent,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await response.text();
      knowAnswer(body, response.headers);
      record({ response: { status: response.status, headers: [...response.headers], body } });
      return new WireResponse({ request: name, status: response.status, headers: response.headers, body });
    } catch (error) {
      record({ response: null, error: reasonOf(error) });
      if (error instanceof DOMException && error.name === 'TimeoutError')
        throw new TargetError(
          'TARGET_TIMEOUT',
          `${name}: the ${service} at ${baseUrl} gave no answer within ${String(timeoutMs)} ms. ` +
            `Ask for ${baseUrl}/health, and look at the load and the logs of that service.`,
          { reason: 'no answer in time' },
        );
      throw new TargetError(
        'TARGET_UNREACHABLE',
        `${name}: the ${service} at ${baseUrl} cannot be reached (${reasonOf(error)}). ` +
          'Is it up, and is its URL in the configuration right?',
        { reason: reasonOf(error) },
      );
    }
  };

  return {
    send: async (request) => {
      const response = await sendWithinBudget(
        budget,
        () => sendOnce(request),
        (answer) => answer,
      );
      onAnswer?.(response, request);
      return response;
    },
  };
}
