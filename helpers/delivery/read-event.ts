import type { z } from 'zod';
import { agentEvent, type AgentEvent } from '../wire/agent-event.ts';

const results = new WeakMap<object, z.ZodSafeParseResult<AgentEvent>>();

/** An event in its own shape, or why it has none; read once, however often the log is looked at. */
export function readEvent(json: unknown): z.ZodSafeParseResult<AgentEvent> {
  if (typeof json !== 'object' || json === null) return agentEvent.safeParse(json);
  const known = results.get(json);
  if (known) return known;
  const result = agentEvent.safeParse(json);
  results.set(json, result);
  return result;
}
