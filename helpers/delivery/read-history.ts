import { agentEventTypes } from '../../config/contract/events.ts';
import { type DeliveryFact, hasEnded, readEvent } from './delivery-fact.ts';
import type { DeliveryHistory, KnownRun, SeenEvent, SeenSocket } from './delivery-history.ts';
import { matchRun } from './match-run.ts';
import { reasonOfEnd } from './delivery-history.ts';

const eventTypes: ReadonlySet<string> = new Set(agentEventTypes);

interface ReadEvent extends SeenEvent {
  socket: SeenSocket;
}

/** Adds to the list of a key. */
function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Gives each event to its run. Those without `run_id` go by thread and user, where that leaves one run only. */
function attribute(history: DeliveryHistory, events: readonly ReadEvent[]): void {
  const groups = new Map<string, ReadEvent[]>();
  for (const read of events) {
    const { run_id: run, thread_id: thread } = read.event;
    const { origin, user } = read.socket;
    const key = run === undefined ? JSON.stringify([origin, user, thread]) : `${origin} ${run}`;
    append(groups, key, read);
  }
  const bySocket = (group: readonly ReadEvent[], seen = new Map<string, SeenEvent[]>()) => {
    for (const read of group) append(seen, read.socket.name, read);
    return seen;
  };
  // A reply tells what was asked; without one those that came first were asked for first.
  const hasReply = (group: readonly ReadEvent[]): boolean => group.some(({ event }) => hasEnded(event));
  const inOrder = [...groups.values()].toSorted((a, b) => Number(hasReply(b)) - Number(hasReply(a)));
  for (const group of inOrder) {
    const [first] = group;
    if (!first) continue;
    const run = matchRun(history.runs, group, first.socket);
    if (run) bySocket(group, run.seen);
    else if (first.event.run_id !== undefined)
      history.unknown.push({ run: first.event.run_id, seen: bySocket(group) });
  }
}

/** Puts a log together. What is absent in it stays absent. */
export function readHistory(facts: readonly DeliveryFact[]): DeliveryHistory {
  const history: DeliveryHistory = {
    sockets: new Map(),
    runs: [],
    unknown: [],
    malformed: [],
    posted: [],
    listed: [],
    removed: [],
    earlierEvents: [],
    isUnderWay: false,
    settled: [],
    isCut: false,
  };
  const { sockets, runs } = history;
  const begun = new Map<string, number>();
  const events: ReadEvent[] = [];
  const openAsks = new Map<string, KnownRun[]>();

  const begunOf = (id: string): number => {
    const from = begun.get(id) ?? -1;
    begun.delete(id);
    return from;
  };

  for (const [order, fact] of facts.entries()) {
    switch (fact.kind) {
      case 'begun':
        begun.set(fact.id, order);
        break;
      case 'ended':
        begun.delete(fact.id);
        break;
      case 'opened': {
        const { id: name, origin, user } = fact;
        const from = begunOf(name);
        const none = { frames: [], heardFrom: Infinity, largestSent: 0, isSilent: false };
        sockets.set(name, { name, origin, user, begun: from, ...none });
        break;
      }
      case 'got': {
        const socket = sockets.get(fact.socket);
        if (!socket) break;
        const { at, type, json } = fact;
        socket.heardFrom = Math.min(socket.heardFrom, order);
        socket.frames.push({ order, at, type, json });
        // An error that ends no socket may have refused what was asked for on it.
        if (type === 'error_message' && reasonOfEnd(fact) === undefined)
          for (const ask of openAsks.get(socket.name) ?? []) ask.isCertain = false;
        if (!eventTypes.has(type)) break;
        const { data: event, error } = readEvent(json);
        if (event) events.push({ order, at, event, socket });
        else {
          const problem = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
          history.malformed.push({ socket: socket.name, type, problem });
        }
        break;
      }
      case 'sent': {
        const socket = sockets.get(fact.socket);
        if (socket) socket.largestSent = Math.max(socket.largestSent, fact.bytes);
        break;
      }
      case 'asked': {
        const socket = sockets.get(fact.socket);
        if (!socket) break;
        const { origin, user, name: askedOn } = socket;
        const { thread, content } = fact;
        const asked = { id: undefined, begun: order, isCertain: true, seen: new Map<string, SeenEvent[]>() };
        const run: KnownRun = { origin, user, thread, content, askedOn, ...asked };
        runs.push(run);
        append(openAsks, askedOn, run);
        break;
      }
      case 'closed': {
        const socket = sockets.get(fact.socket);
        const { by, code, reason, isBound } = fact;
        if (socket)
          socket.closed = { order, by, code, ...(reason && { reason }), ...(isBound && { isBound }) };
        // What is refused on it is not heard of any more.
        for (const ask of openAsks.get(fact.socket) ?? []) ask.isCertain = false;
        break;
      }
      case 'started': {
        const { origin, user, thread, content, run: id } = fact;
        const from = { begun: begunOf(fact.id), isCertain: id !== undefined };
        runs.push({ origin, user, thread, content, id, ...from, seen: new Map() });
        break;
      }
      case 'posted':
        history.posted.push({
          origin: fact.origin,
          user: fact.user,
          begun: begunOf(fact.id),
          message: fact.message,
        });
        break;
      case 'listed': {
        const { origin, thread, replies } = fact;
        history.listed.push({ origin, thread, replies, begun: begunOf(fact.id) });
        break;
      }
      case 'removed': {
        begun.delete(fact.id);
        const { origin, what, which } = fact;
        history.removed.push({ origin, what, which });
        break;
      }
      case 'silent': {
        const socket = sockets.get(fact.socket);
        if (socket) socket.isSilent = true;
        break;
      }
      case 'earlier-run': {
        const { origin, user, thread, run: id, state: earlier } = fact;
        const none = { content: undefined, begun: -1, isCertain: false };
        runs.push({ origin, user, thread, id, earlier, ...none, seen: new Map() });
        break;
      }
      case 'earlier-event':
        history.earlierEvents.push(fact);
        break;
      case 'settled':
        history.settled.push(order);
        break;
      case 'cut':
        history.isCut = true;
        break;
    }
  }
  history.isUnderWay = begun.size > 0;
  attribute(history, events);
  return history;
}
