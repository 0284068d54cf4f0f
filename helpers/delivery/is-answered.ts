import type { DeliveryHistory, KnownRun } from './delivery-history.ts';

/** Whether every run of a thread that contains some words is answered, as a list of its replies tells. */
export function isAnswered(
  { runs, listed }: DeliveryHistory,
  { origin, thread }: KnownRun,
  words = '',
): boolean {
  const ofThread = (one: { origin: string; thread: string | undefined }): boolean =>
    one.thread === thread && one.origin === origin;
  const lists = listed.filter(ofThread);
  if (lists.length === 0) return false;
  const count = runs.filter((run) => ofThread(run) && (run.content ?? words).includes(words)).length;
  return lists.some(({ replies }) => replies.filter((reply) => reply.includes(words)).length >= count);
}
