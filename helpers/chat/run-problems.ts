import { z } from 'zod';
import type { AgentEvent } from '../wire/agent-event.ts';

/** Whose run it must be. */
export interface ExpectedRun {
  userId: string;
  threadId: string;
  /** Known when the run was started over REST. */
  runId?: string;
}

/** What each event must tell (contract E3). */
const payloads: Record<AgentEvent['type'], Readonly<Record<string, z.ZodType>>> = {
  agent_started: { agent_name: z.string() },
  agent_thinking: { reasoning: z.string() },
  tool_executing: { tool_name: z.string(), parameters: z.unknown() },
  tool_completed: { tool_name: z.string(), result: z.unknown(), execution_time_ms: z.number() },
  agent_completed: { final_response: z.string() },
};

function orderProblems(types: readonly string[]): string[] {
  const middle = types.slice(1, -1).join(' ');
  const inOrder =
    types[0] === 'agent_started' &&
    types.at(-1) === 'agent_completed' &&
    /^agent_thinking( agent_thinking| tool_executing tool_completed)*$/.test(middle) &&
    middle.includes('tool_executing');
  return inOrder
    ? []
    : [
        '[E2] expected agent_started, agent_thinking, tool_executing, tool_completed, agent_completed, ' +
          `got ${types.join(', ') || 'no event'}`,
      ];
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

function payloadProblems(events: readonly AgentEvent[]): string[] {
  return events.flatMap(({ type, payload }) =>
    Object.entries(payloads[type])
      .filter(([field, schema]) => !(field in payload) || !schema.safeParse(payload[field]).success)
      .map(([field]) => `[E3] ${type} tells no ${field}`),
  );
}

function toolProblems(events: readonly AgentEvent[]): string[] {
  return events.flatMap(({ type, payload }, index) => {
    const tool = events[index - 1]?.payload['tool_name'];
    return type === 'tool_completed' && payload['tool_name'] !== tool
      ? [`[E2] ${String(payload['tool_name'])} completed, but ${String(tool)} was executing`]
      : [];
  });
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
    ...toolProblems(events),
    ...(sequence.some((seq, index) => seq !== index + 1) ? [`[E3] seq is ${sequence.join(', ')}`] : []),
    ...(new Set(ids).size < ids.length ? ['[E3] an event_id comes twice'] : []),
  ];
}
