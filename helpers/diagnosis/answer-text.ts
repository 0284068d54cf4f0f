import type { Answer } from './answer.ts';

/** An answer in a few words, e.g. `GET /api/threads: 401 AUTH_FAILED`. */
export function answerText({ asked, status, failure, code, form, durationMs }: Answer): string {
  const duration = `${String(Math.round(durationMs))} ms`;
  if (status === 0) return `${asked}: no answer (${failure ?? 'unknown'}) after ${duration}`;
  const body = { empty: 'with an empty body', page: 'with a page', text: 'with a text' };
  const said = code ?? (status < 400 ? undefined : body[form as keyof typeof body]);
  return `${asked}: ${String(status)}${said === undefined ? '' : ` ${said}`}`;
}
