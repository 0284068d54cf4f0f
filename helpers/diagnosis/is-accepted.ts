import type { Answer } from './answer.ts';

/** Whether a request was let in: 2xx, or an upgrade. */
export function isAccepted({ status }: Pick<Answer, 'status'>): boolean {
  return (status >= 200 && status < 300) || status === 101;
}
