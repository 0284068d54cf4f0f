import { z } from 'zod';

/** One kind of event of an agent run (contract E2, E3). */
interface EventRule<Type extends string> {
  /** The fields of its payload. */
  payload: Readonly<Record<string, z.ZodType>>;
  /** Which kinds it may come right after; none for the first of a run. */
  after: readonly NoInfer<Type>[];
  /** Which kinds may come right after it, beside those that say so themselves. */
  before?: readonly NoInfer<Type>[];
  /** Whether a run may do without it. */
  isOptional?: boolean;
}

const grammar = <Type extends string>(rules: Record<Type, EventRule<Type>>) => rules;

/** The kinds of events, in the order in which a short run sends them. A new kind is one entry. */
const rules = grammar({
  agent_started: { payload: { agent_name: z.string() }, after: [] },
  agent_thinking: {
    payload: { reasoning: z.string() },
    after: ['agent_started', 'agent_thinking', 'tool_completed'],
  },
  tool_executing: {
    payload: { tool_name: z.string(), parameters: z.unknown() },
    after: ['agent_thinking', 'tool_completed'],
  },
  tool_completed: {
    payload: { tool_name: z.string(), result: z.unknown(), execution_time_ms: z.number() },
    after: ['tool_executing'],
  },
  agent_completed: {
    payload: { final_response: z.string() },
    after: ['agent_thinking', 'tool_completed'],
  },
});

export type AgentEventType = keyof typeof rules;

export const agentEvents: Readonly<Record<AgentEventType, EventRule<AgentEventType>>> = rules;

export const agentEventTypes = Object.keys(rules) as [AgentEventType, ...AgentEventType[]];

/** The kind that begins a run, and the one that ends it. */
export const firstEvent = 'agent_started' satisfies AgentEventType;
export const lastEvent = 'agent_completed' satisfies AgentEventType;

/** Whether an event may come right after another one of its run. */
export function mayFollow(type: AgentEventType, earlier: AgentEventType): boolean {
  return agentEvents[type].after.includes(earlier) || agentEvents[earlier].before?.includes(type) === true;
}
