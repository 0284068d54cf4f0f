import type { SocketAnswer } from './answer.ts';

/** Whether a request was let in: 2xx, or an upgrade that was not taken back at once. */
export function isAccepted({ status, close }: Pick<SocketAnswer, 'status' | 'close'>): boolean {
  return (status >= 200 && status < 300) || (status === 101 && close === undefined);
}
