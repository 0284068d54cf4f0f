import { doesAnswer } from './does-answer.ts';
import type { Observations } from './observations.ts';

/**
 * Whether a URL leads to the other service: both say the same name, or each refuses an unknown path in the way of the other
 * (contract §1).
 */
export function isMixedUp({
  auth,
  backend,
  accounts,
}: Pick<Observations, 'auth' | 'backend' | 'accounts'>): boolean {
  if (!doesAnswer(backend) || !auth) return false;
  const isSame = backend.says !== undefined && backend.says.service === auth.says?.service;
  // Where somebody was signed in, it is the auth service, whatever it says.
  return (
    isSame ||
    (accounts.length === 0 && auth.nonsense?.form === 'envelope' && backend.nonsense?.form === 'detail')
  );
}
