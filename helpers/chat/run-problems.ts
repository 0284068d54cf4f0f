import type { AgentEvent } from '../wire/agent-event.ts';

/** What is wrong with the order of a run's types (contract E2). */
function orderProblem(types: readonly string[]): string | undefined {
  const middle = types.slice(1, -1).join(' ');
  const inOrder =
    types[0] === 'agent_started' &&
    types.at(-1) === 'agent_completed' &&
    /^agent_thinking( agent_thinking| tool_executing tool_completed)*$/.test(middle) &&
    middle.includes('tool_executing');
  return inOrder ? undefined : `E2: the order is ${types.join(', ') || 'empty'}`;
}

/** What of a field must be the same in all events of a run. */
function mixed(events: readonly AgentEvent[], field: 'run_id' | 'thread_id' | 'user_id'): string | undefined {
  const values = new Set(events.map((event) => event[field]));
  return values.size > 1 ? `E3: ${field} differs within the run` : undefined;
}

/**
 * What is wrong with the events of one run, in the order in which they came; empty for a good run. `seq` and `event_id`
 * count where the target sends them.
 */
export function runProblems(events: readonly AgentEvent[]): string[] {
  const sequence = events.flatMap(({ seq }) => seq ?? []);
  const ids = events.flatMap(({ event_id: id }) => id ?? []);
  return [
    orderProblem(events.map(({ type }) => type)),
    ...(['run_id', 'thread_id', 'user_id'] as const).map((field) => mixed(events, field)),
    sequence.some((seq, index) => seq !== index + 1) ? `E3: seq is ${sequence.join(', ')}` : undefined,
    new Set(ids).size < ids.length ? 'E3: an event_id comes twice' : undefined,
  ].filter((problem) => problem !== undefined);
}
