import type { AgentStep } from '../backend/agent/agent-steps.ts';
import type { RunIdentity } from '../backend/agent/agent-event.ts';
import { replaceIn } from './replace-in.ts';

/** Replaces fields of a run's events. `create` is called once per start, and may remember. */
export function eventsAs(
  create: () => (run: RunIdentity, seq: number, step: AgentStep) => Record<string, unknown>,
) {
  return replaceIn('backend', ({ agentEvent }) => {
    const change = create();
    return { agentEvent: (run, seq, step) => ({ ...agentEvent(run, seq, step), ...change(run, seq, step) }) };
  });
}
