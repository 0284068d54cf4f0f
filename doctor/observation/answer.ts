import { printable } from '../../helpers/evidence/printable.ts';
import type { WireResponse } from '../../helpers/http/wire-response.ts';
import { errorBody } from '../../helpers/wire/error-body.ts';

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
  /** What of a good answer could not be read, in words: it is JSON, and not as the contract says. */
  notUnderstood?: string;
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

const longest = 120;

/** A word of the target's for a line of ours: no line feed, no control character, not long. */
export function told(text: string): string {
  return printable(text.slice(0, 4 * longest))
    .replaceAll(/\s+/g, ' ')
    .slice(0, longest);
}

function formOf(body: string, json: unknown): Pick<Answer, 'form' | 'code' | 'traceId'> {
  if (body.trim() === '') return { form: 'empty' };
  if (/^\s*<(!doctype|html)/i.test(body)) return { form: 'page' };
  if (typeof json !== 'object' || json === null) return { form: 'text' };
  const envelope = errorBody.safeParse(json);
  if (envelope.success) {
    const { error_code: code, trace_id: traceId } = envelope.data;
    return { form: 'envelope', code: told(code), traceId: told(traceId) };
  }
  const { detail } = json as Record<string, unknown>;
  return typeof detail === 'string' ? { form: 'detail', code: told(detail) } : { form: 'json' };
}

/** What the headers and the body of an answer say. */
export function answerOf(
  response: Pick<WireResponse, 'status' | 'headers' | 'text' | 'json'>,
): Omit<Answer, 'asked' | 'atMs' | 'durationMs'> {
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  const [server, via, date, age = '', retryAfter] = ['server', 'via', 'date', 'age', 'retry-after'].map(
    header,
  );
  return {
    status: response.status,
    ...formOf(response.text(), response.json()),
    ...(server !== undefined && { server: told(server) }),
    ...(via !== undefined && { via: told(via) }),
    ...(date !== undefined && { serverDateMs: Date.parse(date) }),
    ...(/^\d+$/.test(age) && { ageMs: Number(age) * 1000 }),
    ...(retryAfter !== undefined && /^\d+$/.test(retryAfter) && { retryAfterS: Number(retryAfter) }),
  };
}

const forms: Partial<Record<Answer['form'], string>> = {
  empty: 'with an empty body',
  page: 'with a page',
  text: 'with a text',
  json: 'with JSON of another form',
};

/** An answer in a few words, e.g. `GET /api/threads: 401 AUTH_FAILED (trace 5f0c)`. */
export function answerText(answer: Answer): string {
  const { asked, status, failure, code, traceId, form, durationMs, notUnderstood: unread } = answer;
  const duration = `${Math.round(durationMs)} ms`;
  if (status === 0) return `${asked}: no answer (${failure ?? 'unknown'}) after ${duration}`;
  const said = code ?? unread ?? (status < 400 ? undefined : forms[form]);
  const by = isForeign(answer) ? (answer.server ?? answer.via) : undefined;
  const trace = traceId === undefined ? '' : ` (trace ${traceId})`;
  return `${asked}: ${status}${said === undefined ? '' : ` ${said}`}${by === undefined ? '' : ` (server: ${by})`}${trace}`;
}

/** Answers in a few words each, one after the other. */
export function answersText(answers: readonly Answer[]): string {
  return answers.map(answerText).join('; ');
}

/** What a refusal of the chat backend says that it is about; `unsaid` where it hides it. */
export type RefusalMeaning =
  'no token' | 'bad token' | 'user' | 'permission' | 'unavailable' | 'unsaid' | 'other';

const byCode: Partial<Record<string, RefusalMeaning>> = {
  AUTH_REQUIRED: 'no token',
  AUTH_FAILED: 'bad token',
  USER_REFUSED: 'user',
  PERMISSION_DENIED: 'permission',
  AUTH_UNAVAILABLE: 'unavailable',
};

/** Reads a refusal by its code (contract §1), else by its status. */
export function refusalMeaning(answer: Answer): RefusalMeaning {
  const { code, status } = answer;
  const said = code === undefined ? undefined : byCode[code];
  if (said) return said;
  // JSON that is no error body of the contract may be anybody's.
  if (isForeign(answer) || answer.form === 'json') return 'other';
  if (status === 503) return 'unavailable';
  return status === 401 || status === 403 ? 'unsaid' : 'other';
}

/** Whether each of these refusals means one of the given, or hides what it means. */
export function allMean(refusals: readonly Answer[], ...meanings: RefusalMeaning[]): boolean {
  return refusals.every((refusal) => [...meanings, 'unsaid'].includes(refusalMeaning(refusal)));
}

/** Whether a request was refused as one of nobody, or because nobody could say whose it is (contract N1-N3, N5-N7). */
export function isRefused({ status }: Pick<Answer, 'status'>): boolean {
  return status === 401 || status === 403 || status === 503;
}

/**
 * Whether a refusal is no service's but a proxy's: a page or a text. A text with 500 is what a service's own framework says of a
 * crash.
 */
export function isForeign({ status, form }: Answer): boolean {
  return status >= 400 && (form === 'page' || (form === 'text' && status !== 500));
}

/** Whether a request was let in: with 2xx; a handshake with an upgrade that was not taken back at once. */
export function isAccepted({
  status,
  offer,
  close,
}: Pick<Answer, 'status'> & Partial<SocketAnswer>): boolean {
  return offer === undefined ? status >= 200 && status < 300 : status === 101 && close === undefined;
}

/** Whether a protected route was let into: with what it has, not with the page that a website shows for any path. */
export function isLetIn(answer: Answer): boolean {
  return isAccepted(answer) && answer.form !== 'page';
}
