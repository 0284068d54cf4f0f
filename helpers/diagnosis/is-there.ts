import { doesAnswer } from './does-answer.ts';
import type { Observations } from './observations.ts';

/** Whether what answers at the URL of a service may be that service: it does not say that it is another, nor that it has no health. */
export function isThere(seen: Pick<Observations, 'auth' | 'backend'>, service: 'auth' | 'backend'): boolean {
  const asked = seen[service];
  if (!doesAnswer(asked)) return false;
  if (asked.says) return service === 'auth' || asked.says.service !== seen.auth?.says?.service;
  const { status } = (asked.later ?? asked).health;
  return status !== 404 && status !== 200;
}
