import { agentEventTypes } from '../../config/contract/events.ts';
import { notUnderstood } from '../errors/not-understood.ts';
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
  // A reply contains its question; without a reply the order of the questions counts.
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

/** A log while it is read. */
interface Reading {
  history: DeliveryHistory;
  /** The order in which each request that is under way was sent. */
  begun: Map<string, number>;
  events: ReadEvent[];
  /** Runs that were asked for, by socket. */
  asks: Map<string, KnownRun[]>;
}

/** When a request was sent that has now ended; -1 where that is not in the log. */
function begunOf({ begun }: Reading, id: string): number {
  const from = begun.get(id) ?? -1;
  begun.delete(id);
  return from;
}

/** Whatever was asked for on a socket may have been refused. */
function doubtAsks({ asks }: Reading, socket: string): void {
  for (const ask of asks.get(socket) ?? []) ask.isCertain = false;
}

type Fact<Kind> = Extract<DeliveryFact, { kind: Kind }>;
type Readers = {
  [Kind in DeliveryFact['kind']]: (reading: Reading, fact: Fact<Kind>, order: number) => void;
};

/** What each kind of fact adds. A fact of a socket that is not in the log adds nothing. */
const readers: Readers = {
  begun: ({ begun }, { id }, order) => begun.set(id, order),
  ended: ({ begun }, { id }) => begun.delete(id),
  opened: (reading, { id: name, origin, user }) => {
    const none = { frames: [], heardFrom: Infinity, largestSent: 0, isSilent: false };
    reading.history.sockets.set(name, { name, origin, user, begun: begunOf(reading, name), ...none });
  },
  got: (reading, fact, order) => {
    const socket = reading.history.sockets.get(fact.socket);
    if (!socket) return;
    const { at, type, json } = fact;
    socket.heardFrom = Math.min(socket.heardFrom, order);
    socket.frames.push({ order, at, type, json });
    // An error that ends no socket may have refused what was asked for on it.
    if (type === 'error_message' && reasonOfEnd(fact) === undefined) doubtAsks(reading, socket.name);
    if (!eventTypes.has(type)) return;
    const { data: event, error } = readEvent(json);
    if (event) reading.events.push({ order, at, event, socket });
    else reading.history.malformed.push({ socket: socket.name, type, problem: notUnderstood(error) });
  },
  sent: ({ history }, { socket: name, bytes }) => {
    const socket = history.sockets.get(name);
    if (socket) socket.largestSent = Math.max(socket.largestSent, bytes);
  },
  asked: ({ history, asks }, { socket: name, thread, content }, order) => {
    const socket = history.sockets.get(name);
    if (!socket) return;
    const { origin, user } = socket;
    const asked = { id: undefined, begun: order, isCertain: true, seen: new Map<string, SeenEvent[]>() };
    const run: KnownRun = { origin, user, thread, content, askedOn: name, ...asked };
    history.runs.push(run);
    append(asks, name, run);
  },
  closed: (reading, { socket: name, by, code, reason, isBound }, order) => {
    const socket = reading.history.sockets.get(name);
    if (socket) socket.closed = { order, by, code, ...(reason && { reason }), ...(isBound && { isBound }) };
    // What is refused on it is not heard of any more.
    doubtAsks(reading, name);
  },
  started: (reading, fact) => {
    const { origin, user, thread, content, run: id } = fact;
    const from = { begun: begunOf(reading, fact.id), isCertain: id !== undefined };
    reading.history.runs.push({ origin, user, thread, content, id, ...from, seen: new Map() });
  },
  posted: (reading, { id, origin, user, message }) => {
    reading.history.posted.push({ origin, user, begun: begunOf(reading, id), message });
  },
  listed: (reading, { id, origin, thread, replies }) => {
    reading.history.listed.push({ origin, thread, replies, begun: begunOf(reading, id) });
  },
  removed: ({ history, begun }, { id, origin, what, which }) => {
    begun.delete(id);
    history.removed.push({ origin, what, which });
  },
  silent: ({ history }, { socket: name }) => {
    const socket = history.sockets.get(name);
    if (socket) socket.isSilent = true;
  },
  'earlier-run': ({ history }, { origin, user, thread, run: id, state: earlier }) => {
    const none = { content: undefined, begun: -1, isCertain: false };
    history.runs.push({ origin, user, thread, id, earlier, ...none, seen: new Map() });
  },
  'earlier-event': ({ history }, fact) => history.earlierEvents.push(fact),
  settled: ({ history }, _, order) => history.settled.push(order),
  cut: ({ history }) => {
    history.isCut = true;
  },
};

function read<Kind extends DeliveryFact['kind']>(reading: Reading, fact: Fact<Kind>, order: number): void {
  const reader: Readers[Kind] = readers[fact.kind];
  reader(reading, fact, order);
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
  const reading: Reading = { history, begun: new Map(), events: [], asks: new Map() };
  for (const [order, fact] of facts.entries()) read(reading, fact, order);
  history.isUnderWay = reading.begun.size > 0;
  attribute(history, reading.events);
  return history;
}
