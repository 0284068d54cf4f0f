import { isDeepStrictEqual } from 'node:util';
import type { AgentEvent } from '../wire/agent-event.ts';
import { hasEnded } from './delivery-fact.ts';
import type { DeliveryHistory, KnownRun, SeenSocket } from './delivery-history.ts';
import { nameOfRun } from './delivery-history.ts';

/** The fields that are equal on every socket. The time of sending may differ. */
const isSame = (event: AgentEvent, other: AgentEvent): boolean =>
  isDeepStrictEqual({ ...event, timestamp: '' }, { ...other, timestamp: '' });

interface Heard {
  socket: SeenSocket;
  /** In the order in which they came. */
  byKey: ReadonlyMap<string, AgentEvent>;
  count: number;
  isFromStart: boolean;
  isToEnd: boolean;
}

/** What names an event on every socket; its place where it has no name and the socket heard the run from its start. */
function keysOf(events: readonly AgentEvent[], isFromStart: boolean): Map<string, AgentEvent> {
  const keys = new Map<string, AgentEvent>();
  for (const [index, event] of events.entries())
    if (event.event_id !== undefined) keys.set(event.event_id, event);
    else if (event.seq !== undefined) keys.set(`seq ${event.seq}`, event);
    else if (isFromStart) keys.set(`place ${index}`, event);
  return keys;
}

const shown = ({ type, seq }: AgentEvent): string => (seq === undefined ? type : `${type} (seq ${seq})`);

/** Those events of `reference` that `other` must have: from its first to its last, or to the end. */
function owedTo(other: Heard, reference: Heard): [string, AgentEvent][] {
  const had = other.byKey;
  const all = [...reference.byKey];
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
    const byKey = keysOf(events, isFromStart);
    return [{ socket, byKey, count: events.length, isFromStart, isToEnd: events.some(hasEnded) }];
  });
  const [first, ...others] = heard.toSorted(
    (a, b) =>
      Number(b.isFromStart) - Number(a.isFromStart) ||
      Number(b.isToEnd) - Number(a.isToEnd) ||
      b.count - a.count,
  );
  if (!first) return [];

  const name = nameOfRun(run);
  return others.flatMap((other) => {
    const [one, two] = [first.socket.name, other.socket.name];
    const different = [...other.byKey].flatMap(([key, event]) => {
      const counterpart = first.byKey.get(key);
      if (counterpart && !isSame(counterpart, event))
        return [`[E4] ${name}: ${shown(event)} on socket ${two} is not what socket ${one} got`];
      return !counterpart && first.isFromStart && first.isToEnd
        ? [`[E4] ${name}: ${shown(event)} reached socket ${two}, and not ${one}`]
        : [];
    });
    const missing = owedTo(other, first).map(
      ([, event]) => `[E4] ${name}: ${shown(event)} reached socket ${one}, and not ${two}`,
    );
    return [...different, ...missing];
  });
}
