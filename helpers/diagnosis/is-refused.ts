import type { Answer } from './answer.ts';

/** Whether a request was refused as one of nobody, or because nobody could say whose it is (contract N1-N3, N5-N7). */
export function isRefused({ status }: Pick<Answer, 'status'>): boolean {
  return status === 401 || status === 403 || status === 503;
}
