import type { Answer, SocketAnswer } from './answer.ts';

/** Whether a request was let in: with 2xx; a handshake with an upgrade that was not taken back at once. */
export function isAccepted({
  status,
  offer,
  close,
}: Pick<Answer, 'status'> & Partial<SocketAnswer>): boolean {
  return offer === undefined ? status >= 200 && status < 300 : status === 101 && close === undefined;
}
