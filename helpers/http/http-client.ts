import type { Secret } from '../../config/secret.ts';
import { knowAnswer } from '../evidence/know-answer.ts';
import { subjectOf } from '../evidence/subject-in.ts';
import type { ExchangeEntry } from '../evidence/wire-entry.ts';
import type { Recorder } from '../evidence/wire-log.ts';
import { headersOf, seeClosedConnections, startCall } from './call.ts';
import { noAnswer } from './no-answer.ts';
import { readBody } from './read-body.ts';
import { admit, hear } from '../guard/target-guard.ts';
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
   * @throws TargetError when there is no whole answer, MachineError when this machine is why, GuardError when the target is not
   * shown to be a staging
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

/** What is sent; a header of the request replaces one that it would have without it. */
function headersOfRequest(id: string, { token, headers, body, rawBody }: WireRequest): [string, string][] {
  const all: [string, string | Secret][] = [
    ['X-Request-ID', id],
    ...(token ? [['Authorization', `Bearer ${token.reveal()}`] as [string, string]] : []),
    ...(body !== undefined || rawBody !== undefined
      ? [['Content-Type', 'application/json'] as [string, string]]
      : []),
    ...Object.entries(headers ?? {}),
  ];
  const byName = new Map(all.map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  return [...byName.values()].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.reveal(),
  ]);
}

/** A client on `node:http` (docs/decisions/002). */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { service, baseUrl, timeoutMs, budget, recorder, onAnswer } = options;

  const sendOnce = async (request: WireRequest): Promise<WireResponse> => {
    const asked = `${request.method} ${request.path}`;
    const id = recorder.nextId();
    const url = `${baseUrl}${request.path}`;
    await admit(request.method, url);
    const headers = headersOfRequest(id, request);
    const body = request.rawBody ?? (request.body === undefined ? null : JSON.stringify(request.body));
    const [at, startedAt] = [new Date().toISOString(), performance.now()];
    const record = (outcome: Pick<ExchangeEntry, 'response' | 'error' | 'fault'>): void => {
      recorder.add({
        kind: 'exchange',
        id,
        at,
        service,
        user: subjectOf(request.token),
        durationMs: performance.now() - startedAt,
        request: { method: request.method, url, headers, body: body ?? '' },
        ...outcome,
      });
    };
    await seeClosedConnections();
    const call = startCall(new URL(url), { method: request.method, headers, body, timeoutMs });
    let head: { status: number; headers: Headers } | undefined;
    let answer: WireResponse;
    try {
      const response = await call.response;
      head = { status: response.statusCode ?? 0, headers: headersOf(response) };
      const text = await readBody(response);
      knowAnswer(text, head.headers);
      record({ response: { status: head.status, headers: [...head.headers], body: text } });
      answer = new WireResponse({ request: asked, ...head, body: text });
    } catch (error) {
      const failure = noAnswer(error, {
        asked,
        subject: `the ${service} at ${baseUrl}`,
        timeoutMs,
        isLate: call.isLate(),
        head: head && { status: head.status, headers: [...head.headers] },
      });
      if (head) knowAnswer(failure.outcome.response?.body ?? '', head.headers);
      record(failure.outcome);
      throw failure.error;
    } finally {
      call.end();
    }
    hear({ method: request.method, url, headers }, answer);
    return answer;
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
