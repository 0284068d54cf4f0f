import { agentEvents } from '../../config/contract/events.ts';
import type { AgentEvent } from '../wire/agent-event.ts';

function fieldProblems(events: readonly AgentEvent[]): string[] {
  return events.flatMap(({ type, payload }) =>
    Object.entries(agentEvents[type].payload)
      .filter(([field, schema]) => !(field in payload) || !schema.safeParse(payload[field]).success)
      .map(([field]) => `[E3] ${type} has no ${field}`),
  );
}

function toolProblems(events: readonly AgentEvent[]): string[] {
  return events.flatMap(({ type, payload }, index) => {
    const tool = events[index - 1]?.payload['tool_name'];
    // Where an event came before: a socket may be opened in mid-run.
    return type === 'tool_completed' && index > 0 && payload['tool_name'] !== tool
      ? [`[E2] ${String(payload['tool_name'])} completed, but ${String(tool)} was executing`]
      : [];
  });
}

/** The problems of the payloads of one run's events, in the order in which they came (contract E2, E3). */
export function payloadProblems(events: readonly AgentEvent[]): string[] {
  return [...fieldProblems(events), ...toolProblems(events)];
}
