import type { Answer } from './answer.ts';

/**
 * Whether a refusal is no service's but a proxy's: a page or a text. A text with 500 is what a service's own framework says of a
 * crash.
 */
export function isForeign({ status, form }: Answer): boolean {
  return status >= 400 && (form === 'page' || (form === 'text' && status !== 500));
}
