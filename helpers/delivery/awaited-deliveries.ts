import { timeouts } from '../../config/timeouts.ts';
import type { DeliveryHistory, KnownRun, SeenSocket } from './delivery-history.ts';
import { hasEnded } from './has-ended.ts';
import { createdMessage } from './created-message.ts';
import { nameOfRun } from './name-of-run.ts';
import { reasonOfEnd } from './reason-of-end.ts';

/** Something that must come, and has not. */
export interface AwaitedDelivery {
  /** What is wrong where it does not come. */
  problem: string;
  /** How long it may take. */
  withinMs: number;
}

/** Within this time an event may be on its way to one socket while another is being opened. */
const raceMs = 100;

function ofSocket({ name, frames }: SeenSocket): AwaitedDelivery[] {
  if (frames.length === 0)
    return [{ problem: `[W5] socket ${name} was not welcomed`, withinMs: timeouts.frameMs }];
  return frames.some((frame) => reasonOfEnd(frame) !== undefined)
    ? [
        {
          problem: `[L1] socket ${name} was told that it ends, and was not closed`,
          withinMs: timeouts.frameMs,
        },
      ]
    : [];
}

/** Whether a run may end without a terminal event: its thread or its user is gone. */
function isGone({ removed }: DeliveryHistory, { origin, thread, user }: KnownRun): boolean {
  return removed.some(
    (one) =>
      (one.what === 'thread' && one.origin === origin && one.which === thread) ||
      // The auth service of a private staging has another port than its backend.
      (one.what === 'user' && (one.origin === 'target') === (origin === 'target') && one.which === user),
  );
}

/** How many replies a thread has to have when all its runs are answered. */
const runsIn = ({ runs }: DeliveryHistory, { origin, thread }: KnownRun): number =>
  runs.filter((run) => run.origin === origin && run.thread === thread).length;

function ofRun(history: DeliveryHistory, run: KnownRun, sockets: readonly SeenSocket[]): AwaitedDelivery[] {
  if (run.earlier === 'over') return [];
  const ends = [...run.seen.values()].flatMap((events) => events.filter(({ event }) => hasEnded(event)));
  if (ends.length === 0 && isGone(history, run)) return [];
  const isAnswered = history.listed.some(
    ({ origin, thread, replies }) =>
      origin === run.origin && thread === run.thread && replies.length >= runsIn(history, run),
  );
  const withinMs = ends.length > 0 || isAnswered ? timeouts.frameMs : timeouts.runMs;
  const endedMs = Math.min(...ends.map(({ atMs }) => atMs));
  const isSeen = run.seen.size > 0;

  return sockets.flatMap(({ name, user, origin, heardFrom, frames, closed }) => {
    if (closed || user !== run.user || origin !== run.origin) return [];
    const seen = run.seen.get(name) ?? [];
    if (seen.some(({ event }) => hasEnded(event))) return [];
    const mustSee =
      seen.length > 0 ||
      (heardFrom < run.begun && (run.isCertain || isSeen)) ||
      // Opened in mid-run, and well before its end.
      (heardFrom < Infinity && endedMs > (frames[0]?.atMs ?? Infinity) + raceMs && ends.length > 0);
    if (!mustSee) return [];
    const problem =
      seen.length > 0
        ? `[E2] ${nameOfRun(run)}: agent_completed did not reach socket ${name}`
        : `[E4] ${nameOfRun(run)}: no event reached socket ${name}`;
    return [{ problem, withinMs }];
  });
}

/** What must still come on the sockets that are open: what is not there at the end of a test is missing. */
export function awaitedDeliveries(history: DeliveryHistory): AwaitedDelivery[] {
  const open = [...history.sockets.values()].filter(({ closed }) => !closed);
  const messages = history.posted.flatMap(({ origin, user, begun, message }) =>
    open
      .filter((socket) => message && socket.user === user && socket.origin === origin)
      .filter(
        ({ heardFrom, frames }) =>
          heardFrom < begun && !frames.some((one) => createdMessage(one)?.id === message?.id),
      )
      .map(({ name }) => ({
        problem: `[M2] message ${String(message?.id)}: message_created did not reach socket ${name}`,
        withinMs: timeouts.frameMs,
      })),
  );
  return [
    ...open.flatMap(ofSocket),
    ...history.runs.flatMap((run) => ofRun(history, run, open)),
    ...messages,
  ];
}
