import type { Answer } from './answer.ts';
import { isForeign } from './is-foreign.ts';

const forms: Partial<Record<Answer['form'], string>> = {
  empty: 'with an empty body',
  page: 'with a page',
  text: 'with a text',
  json: 'with JSON of another form',
};

/** An answer in a few words, e.g. `GET /api/threads: 401 AUTH_FAILED (trace 5f0c)`. */
export function answerText(answer: Answer): string {
  const { asked, status, failure, code, traceId, form, durationMs } = answer;
  const duration = `${String(Math.round(durationMs))} ms`;
  if (status === 0) return `${asked}: no answer (${failure ?? 'unknown'}) after ${duration}`;
  const said = code ?? (status < 400 ? undefined : forms[form]);
  const by = isForeign(answer) ? (answer.server ?? answer.via) : undefined;
  const trace = traceId === undefined ? '' : ` (trace ${traceId})`;
  return `${asked}: ${String(status)}${said === undefined ? '' : ` ${said}`}${by === undefined ? '' : ` (server: ${by})`}${trace}`;
}
