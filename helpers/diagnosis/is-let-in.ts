import type { Answer } from './answer.ts';
import { isAccepted } from './is-accepted.ts';

/** Whether a protected route was let into: with what it has, not with the page that a website shows for any path. */
export function isLetIn(answer: Answer): boolean {
  return isAccepted(answer) && answer.form !== 'page';
}
