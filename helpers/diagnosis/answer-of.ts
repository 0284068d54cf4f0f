import type { WireResponse } from '../http/wire-response.ts';
import { errorBody } from '../wire/error-body.ts';
import type { Answer } from './answer.ts';
import { told } from './told.ts';

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
