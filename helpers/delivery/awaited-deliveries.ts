import { lastEvent } from '../../config/contract/events.ts';
import { timeouts } from '../../config/timeouts.ts';
import { createdMessage, hasEnded } from './delivery-fact.ts';
import type { DeliveryHistory, KnownRun, SeenSocket } from './delivery-history.ts';
import { isAnswered, endsOf, reasonOfEnd, nameOfRun } from './delivery-history.ts';

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
          problem: `[L1] socket ${name} got the message that it ends, and was not closed`,
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

function ofRun(history: DeliveryHistory, run: KnownRun, sockets: readonly SeenSocket[]): AwaitedDelivery[] {
  if (run.earlier === 'over') return [];
  const theirs = sockets.filter(({ user, origin }) => user === run.user && origin === run.origin);
  if (theirs.length === 0) return [];
  const ends = endsOf(run);
  // It ended, though no socket may have heard of it: a reply contains what the user wrote.
  const isRead = run.content !== undefined && isAnswered(history, run, run.content);
  const mustEnd = ends.length > 0 || isRead || !isGone(history, run);
  const isSeen = run.seen.size > 0;
  // It may have been stopped before its first event.
  if (!mustEnd && !isSeen) return [];
  const isKnown = isSeen || run.isCertain || isRead;
  const isLate = ends.length > 0 || isRead || !mustEnd || isAnswered(history, run);
  const withinMs = isLate ? timeouts.frameMs : timeouts.runMs;
  const endedMs = Math.min(...ends.map(({ at }) => Date.parse(at)));
  // Opened in mid-run, and well before its end.
  const isInTime = ({ frames: [welcome] }: SeenSocket): boolean =>
    welcome !== undefined && ends.length > 0 && endedMs > Date.parse(welcome.at) + raceMs;

  return theirs.flatMap((socket) => {
    const { name, heardFrom } = socket;
    const seen = run.seen.get(name) ?? [];
    if (seen.some(({ event }) => hasEnded(event))) return [];
    if (seen.length > 0)
      return mustEnd
        ? [{ problem: `[E2] ${nameOfRun(run)}: ${lastEvent} did not reach socket ${name}`, withinMs }]
        : [];
    return (heardFrom < run.begun && isKnown) || isInTime(socket)
      ? [{ problem: `[E4] ${nameOfRun(run)}: no event reached socket ${name}`, withinMs }]
      : [];
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
