import { z } from 'zod';
import { agentEventTypes } from '../../config/contract/events.ts';

const envelope = z.looseObject({
  type: z.enum(agentEventTypes),
  event_id: z.string().optional(),
  run_id: z.string().optional(),
  thread_id: z.string().optional(),
  user_id: z.string().optional(),
  seq: z.int().optional(),
  timestamp: z.union([z.string(), z.number()]),
  payload: z.record(z.string(), z.unknown()).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** One event of an agent run (contract E3). Its payload is read from `payload`, `data` or, where flat, the root. */
export const agentEvent = envelope.transform(({ payload, data, ...rest }) => ({
  ...rest,
  payload: payload ?? data ?? rest,
}));

export type AgentEvent = z.infer<typeof agentEvent>;
