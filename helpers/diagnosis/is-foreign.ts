import type { Answer } from './answer.ts';

/** What a service of the contract says in an error body of its own form, and a gateway in JSON of another. */
const gatewayStatuses = [401, 403, 429, 502, 504];

/**
 * Whether a refusal is no service's but a proxy's: a page, a text, or JSON that is no error body of the contract. A text with
 * 500 is what a service's own framework says of a crash.
 */
export function isForeign({ status, form }: Answer): boolean {
  if (status < 400) return false;
  if (form === 'page') return true;
  if (form === 'text') return status !== 500;
  return form === 'json' && gatewayStatuses.includes(status);
}
