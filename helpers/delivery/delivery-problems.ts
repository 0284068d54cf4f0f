import { shownList } from '../errors/shown-list.ts';
import { awaitedDeliveries } from './awaited-deliveries.ts';
import { closeProblems } from './close-problems.ts';
import type { DeliveryFact } from './delivery-fact.ts';
import { eventIdProblems } from './event-id-problems.ts';
import { messageProblems } from './message-problems.ts';
import { readHistory } from './read-history.ts';
import { runDeliveries } from './run-deliveries.ts';
import { welcomeProblems } from './welcome-problems.ts';

/**
 * What is wrong with the deliveries of a log, each in a sentence that begins with the promise it breaks; empty for a good
 * one. A field that a target does not send, e.g. `seq`, is not judged.
 */
export function deliveryProblems(facts: readonly DeliveryFact[]): string[] {
  const history = readHistory(facts);
  const sockets = [...history.sockets.values()];
  const missing = history.settled.flatMap((order) => awaitedDeliveries(readHistory(facts.slice(0, order))));
  const malformed = history.malformed.map(
    ({ socket, type, problem }) => `[E3] ${type} on socket ${socket} was ${problem}`,
  );
  // Its start may be in an answer that is still to come.
  const unknown = history.isUnderWay ? [] : history.unknown;
  const nobodys = unknown.flatMap(({ run, seen }) =>
    [...seen].map(
      ([socket, events]) =>
        `[E4] run ${run}, which no test of this worker started: ` +
        `${shownList(events.map(({ event }) => event.type))} reached socket ${socket}`,
    ),
  );
  const cut = history.isCut
    ? ['[E4] the log is full: what came later is not judged. Let the test do less']
    : [];
  const problems = [
    ...cut,
    ...sockets.flatMap((socket) => [...welcomeProblems(socket), ...closeProblems(socket)]),
    ...malformed,
    ...nobodys,
    ...history.runs.flatMap((run) => runDeliveries(history, run)),
    ...eventIdProblems(history),
    ...missing.map(({ problem }) => problem),
    ...messageProblems(history),
  ];
  return [...new Set(problems)];
}
