import { z } from 'zod';
import { agentEvents, agentEventTypes } from '../../config/contract/events.ts';

const envelope = z.looseObject({
  type: z.enum(agentEventTypes),
  event_id: z.string().optional(),
  run_id: z.string().optional(),
  thread_id: z.string().optional(),
  user_id: z.string().optional(),
  seq: z.int().optional(),
  timestamp: z.union([z.string(), z.number()]),
});
const fields = z.record(z.string(), z.unknown());

/** Where an event has its payload: `payload`, in deployed versions `data` or, where flat, the event itself. */
function payloadOf(event: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return fields.safeParse(event['payload']).data ?? fields.safeParse(event['data']).data ?? event;
}

/** One event of an agent run (contract E3): what the contract names of it, and nothing else. */
export const agentEvent = envelope.transform((event) => {
  const { type, event_id, run_id, thread_id, user_id, seq, timestamp } = event;
  const received = payloadOf(event);
  const named = Object.keys(agentEvents[type].payload).filter((name) => name in received);
  const payload: Record<string, unknown> = Object.fromEntries(named.map((name) => [name, received[name]]));
  return { type, event_id, run_id, thread_id, user_id, seq, timestamp, payload };
});

export type AgentEvent = z.infer<typeof agentEvent>;
