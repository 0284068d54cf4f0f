import type { Answer } from './answer.ts';
import type { Observations } from './observations.ts';

/** What a login through the backend came to in the end. */
export function lastLogin({
  loginAgain,
  loginThroughBackend,
}: Pick<Observations, 'loginAgain' | 'loginThroughBackend'>): Answer | undefined {
  return loginAgain ?? loginThroughBackend;
}
