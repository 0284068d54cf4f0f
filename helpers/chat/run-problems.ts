import { shownList } from '../errors/shown-list.ts';
import type { AgentEvent } from '../wire/agent-event.ts';
import { orderProblems } from './order-problems.ts';
import { payloadProblems } from './payload-problems.ts';

/** Whose run it must be. */
export interface ExpectedRun {
  userId: string;
  threadId: string;
  /** Known when the run was started over REST. */
  runId?: string;
}

function identityProblems(events: readonly AgentEvent[], expected: ExpectedRun): string[] {
  const runId = expected.runId ?? events[0]?.run_id;
  const fields = [
    ['user_id', expected.userId],
    ['thread_id', expected.threadId],
    ['run_id', runId],
  ] as const;
  return fields.flatMap(([field, value]) =>
    events
      .filter((event) => event[field] === undefined || event[field] !== value)
      .map((event) => `[E3] ${event.type} has ${field} ${String(event[field])}, expected ${String(value)}`),
  );
}

/**
 * What is wrong with the events of one run, in the order in which they came; empty for a good run. `seq` and `event_id`
 * count where the target sends them.
 */
export function runProblems(events: readonly AgentEvent[], expected: ExpectedRun): string[] {
  const sequence = events.flatMap(({ seq }) => seq ?? []);
  const ids = events.flatMap(({ event_id: id }) => id ?? []);
  return [
    ...orderProblems(events.map(({ type }) => type)),
    ...identityProblems(events, expected),
    ...payloadProblems(events),
    ...(sequence.some((seq, index) => seq !== index + 1)
      ? [`[E3] seq is ${shownList(sequence.map(String))}`]
      : []),
    ...(new Set(ids).size < ids.length ? ['[E3] an event_id comes twice'] : []),
  ];
}
