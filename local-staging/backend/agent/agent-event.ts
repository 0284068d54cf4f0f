import { randomUUID } from 'node:crypto';
import type { AgentStep } from './agent-steps.ts';

/** What every event of a run tells. */
export interface RunIdentity {
  runId: string;
  threadId: string;
  userId: string;
}

/** A step of a run as the wire shows it (contract E3). `seq` is 1 for the first of a run. */
export function agentEvent(
  { runId, threadId, userId }: RunIdentity,
  seq: number,
  { type, payload }: AgentStep,
): Record<string, unknown> {
  return {
    type,
    event_id: randomUUID(),
    run_id: runId,
    thread_id: threadId,
    user_id: userId,
    seq,
    timestamp: new Date().toISOString(),
    payload,
  };
}
