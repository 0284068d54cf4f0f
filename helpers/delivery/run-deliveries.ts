import { firstEvent, lastEvent } from '../../config/contract/events.ts';
import { misplacedEvents, orderProblems } from '../chat/order-problems.ts';
import { payloadProblems } from '../chat/payload-problems.ts';
import { shownList } from '../errors/shown-list.ts';
import type { AgentEvent } from '../wire/agent-event.ts';
import { hasEnded } from './delivery-fact.ts';
import type { DeliveryHistory, KnownRun, SeenEvent, SeenSocket } from './delivery-history.ts';
import { socketDifferences } from './socket-differences.ts';
import { endsOf, nameOfRun } from './delivery-history.ts';

/** What is the same for an event that comes twice; undefined where nothing names it. */
const nameOfEvent = ({ type, seq, event_id: id }: AgentEvent): string | undefined =>
  seq === undefined && id === undefined
    ? undefined
    : `${type} ${seq === undefined ? `id ${String(id)}` : String(seq)}`;

function orderOf(events: readonly AgentEvent[], isFromStart: boolean): string[] {
  const types = events.map(({ type }) => type);
  const last = types.indexOf(lastEvent);
  const afterEnd = last === -1 ? [] : types.slice(last + 1);
  const live = last === -1 ? types : types.slice(0, last + 1);
  const late = afterEnd.map((type) => `[E2] ${type} came after ${lastEvent}`);
  if (isFromStart && last !== -1) return [...orderProblems(live), ...late];
  const [first] = live;
  const start =
    isFromStart && first !== undefined && first !== firstEvent
      ? [`[E2] ${first} came first, expected ${firstEvent}`]
      : [];
  return [...start, ...misplacedEvents(live), ...late];
}

function sequenceOf(events: readonly AgentEvent[], isFromStart: boolean): string[] {
  const sequence = events.flatMap(({ seq }) => seq ?? []);
  if (sequence.length === 0) return [];
  if (sequence.length < events.length) return ['[E3] some events have no seq'];
  const from = isFromStart ? 1 : (sequence[0] ?? 1);
  return sequence.every((seq, index) => seq === from + index)
    ? []
    : [`[E3] seq is ${shownList(sequence.map(String))}, expected ${from} and on`];
}

function identityOf(events: readonly AgentEvent[], { user, thread }: KnownRun): string[] {
  const fields = [
    ['user_id', user ?? undefined],
    ['thread_id', thread],
  ] as const;
  return fields.flatMap(([field, value]) =>
    events
      .filter((event) => value !== undefined && event[field] !== undefined && event[field] !== value)
      .map((event) => `[E3] ${event.type} has ${field} ${String(event[field])}, expected ${String(value)}`),
  );
}

function onSocket(run: KnownRun, socket: SeenSocket, seen: readonly SeenEvent[]): string[] {
  const events = seen.map(({ event }) => event);
  const names = new Set<string>();
  const [once, twice]: [AgentEvent[], AgentEvent[]] = [[], []];
  for (const event of events) {
    const name = nameOfEvent(event);
    (name !== undefined && names.has(name) ? twice : once).push(event);
    if (name !== undefined) names.add(name);
  }
  const isFromStart = !run.earlier && socket.heardFrom < run.begun;
  return [
    ...twice.map(({ type }) => `[E4] ${type} came twice`),
    ...orderOf(once, isFromStart),
    ...sequenceOf(once, isFromStart),
    ...identityOf(once, run),
    ...payloadProblems(once),
  ];
}

/** The stored reply must be the reply of the events, in every list that was read later (contract E3, G2). */
function replyOf(history: DeliveryHistory, run: KnownRun): string[] {
  const ends = endsOf(run);
  const isThere = !history.removed.some(({ what }) => what === 'message');
  return ends.flatMap(({ order, event }) => {
    const reply = event.payload['final_response'];
    if (typeof reply !== 'string') return [];
    const isAnswer = run.content === undefined || reply.includes(run.content);
    const isStored = history.listed.every(
      ({ origin, thread, begun, replies }) =>
        origin !== run.origin || thread !== run.thread || begun < order || replies.includes(reply),
    );
    return [
      ...(isAnswer ? [] : [`[E3] ${nameOfRun(run)}: final_response does not contain what the user wrote`]),
      ...(isStored || !isThere ? [] : [`[E3] ${nameOfRun(run)}: final_response is not the stored reply`]),
    ];
  });
}

/** What is wrong with how the events of a run were delivered (contract E2-E5). */
export function runDeliveries(history: DeliveryHistory, run: KnownRun): string[] {
  const name = nameOfRun(run);
  const types = (seen: readonly SeenEvent[]): string => shownList(seen.map(({ event }) => event.type));
  const ends = endsOf(run);
  const endOrder = Math.min(...ends.map(({ order }) => order));

  const bySocket = [...run.seen].flatMap(([socketName, seen]) => {
    const socket = history.sockets.get(socketName);
    if (!socket) return [];
    if (socket.user !== null && run.user !== null && socket.user !== run.user)
      return [`[E4] ${name} of ${run.user}: ${types(seen)} reached socket ${socketName} of ${socket.user}`];
    const isOver =
      run.earlier === 'over' ||
      (run.earlier === 'answered' && seen.some(({ event }) => !hasEnded(event))) ||
      socket.begun > endOrder;
    if (isOver)
      return [
        `[E2] ${name}${run.earlier ? ' of an earlier test' : ''}: ${types(seen)} reached socket ${socketName} after its end`,
      ];
    return onSocket(run, socket, seen).map((problem) =>
      problem.replace('] ', `] ${name} on socket ${socketName}: `),
    );
  });
  return [...bySocket, ...socketDifferences(history, run), ...replyOf(history, run)];
}
