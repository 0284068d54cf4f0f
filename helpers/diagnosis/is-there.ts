import { doesAnswer } from './does-answer.ts';
import type { Observations } from './observations.ts';

/**
 * Whether what answers at the URL of a service may be that service, so that it may be handed tokens and keys: it says so, or
 * it is not well, or refuses, in a way that services have. A page, a redirect and another site's 404 or 500 are not.
 */
export function isThere(seen: Pick<Observations, 'auth' | 'backend'>, service: 'auth' | 'backend'): boolean {
  const asked = seen[service];
  if (!doesAnswer(asked)) return false;
  if (asked.says) return service === 'auth' || asked.says.service !== seen.auth?.says?.service;
  const { status, form } = (asked.later ?? asked).health;
  if (form === 'page' || status === 404 || status === 200) return false;
  return status === 503 || form === 'envelope' || form === 'detail' || (status === 401 && form === 'empty');
}
