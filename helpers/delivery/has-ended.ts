import type { AgentEvent } from '../wire/agent-event.ts';

/** Whether an event is a run's last one (contract E2). */
export function hasEnded({ type }: AgentEvent): boolean {
  return type === 'agent_completed';
}
