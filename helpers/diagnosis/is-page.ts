import type { Answer } from './answer.ts';

/** Whether a refusal is no service's: a page or a text, as a proxy answers. */
export function isPage({ status, form }: Answer): boolean {
  return status >= 400 && (form === 'page' || form === 'text');
}
