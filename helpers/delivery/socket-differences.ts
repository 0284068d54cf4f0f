import { isDeepStrictEqual } from 'node:util';
import type { AgentEvent } from '../wire/agent-event.ts';
import type { DeliveryHistory, KnownRun, SeenSocket } from './delivery-history.ts';
import { hasEnded } from './has-ended.ts';
import { nameOfRun } from './name-of-run.ts';

interface Heard {
  socket: SeenSocket;
  events: AgentEvent[];
  isFromStart: boolean;
  isToEnd: boolean;
}

/** What names an event on every socket; its place where it has no name and the socket heard the run from its start. */
function keysOf({ events, isFromStart }: Heard): Map<string, AgentEvent> {
  const keyed = events.map((event, index): [string | undefined, AgentEvent] => [
    event.event_id ??
      (event.seq === undefined
        ? isFromStart
          ? `place ${String(index)}`
          : undefined
        : `seq ${String(event.seq)}`),
    event,
  ]);
  return new Map(keyed.flatMap(([key, event]) => (key === undefined ? [] : [[key, event]])));
}

const tell = ({ type, seq }: AgentEvent): string =>
  seq === undefined ? type : `${type} (seq ${String(seq)})`;

/** Those events of `reference` that `other` must have: from its first to its last, or to the end. */
function owedTo(other: Heard, reference: ReadonlyMap<string, AgentEvent>): [string, AgentEvent][] {
  const had = keysOf(other);
  const all = [...reference];
  const shared = all.flatMap(([key], index) => (had.has(key) ? [index] : []));
  const from = other.isFromStart ? 0 : (shared[0] ?? all.length);
  const to = other.isToEnd ? all.length : (shared.at(-1) ?? -1) + 1;
  return all.slice(from, to).filter(([key]) => !had.has(key));
}

/** Where the sockets of a run's user do not agree on its events (contract E4). */
export function socketDifferences({ sockets }: DeliveryHistory, run: KnownRun): string[] {
  const heard = [...run.seen].flatMap(([name, seen]): Heard[] => {
    const socket = sockets.get(name);
    if (socket?.user !== run.user || run.earlier === 'over') return [];
    const events = seen.map(({ event }) => event);
    const isFromStart = socket.heardFrom < run.begun;
    return [{ socket, events, isFromStart, isToEnd: events.some(hasEnded) }];
  });
  const [first, ...others] = heard.toSorted(
    (a, b) =>
      Number(b.isFromStart) - Number(a.isFromStart) ||
      Number(b.isToEnd) - Number(a.isToEnd) ||
      b.events.length - a.events.length,
  );
  if (!first) return [];

  const reference = keysOf(first);
  const name = nameOfRun(run);
  return others.flatMap((other) => {
    const [one, two] = [first.socket.name, other.socket.name];
    const different = [...keysOf(other)].flatMap(([key, event]) => {
      const counterpart = reference.get(key);
      if (counterpart && !isDeepStrictEqual(counterpart, event))
        return [`[E4] ${name}: ${tell(event)} on socket ${two} is not what socket ${one} got`];
      return !counterpart && first.isFromStart && first.isToEnd
        ? [`[E4] ${name}: ${tell(event)} reached socket ${two}, and not ${one}`]
        : [];
    });
    const missing = owedTo(other, reference).map(
      ([, event]) => `[E4] ${name}: ${tell(event)} reached socket ${one}, and not ${two}`,
    );
    return [...different, ...missing];
  });
}
