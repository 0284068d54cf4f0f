/** One event of a run without what names the run. */
export interface AgentStep {
  type: 'agent_started' | 'agent_thinking' | 'tool_executing' | 'tool_completed' | 'agent_completed';
  payload: Record<string, unknown>;
}

/**
 * A small agent that really answers: it counts the words of what it is told and says them back (contract E2, E3, G1).
 * Yields its events in order; a consumer may pause between them.
 */
export function* agentSteps(content: string): Generator<AgentStep, void, undefined> {
  const startedAt = performance.now();
  yield { type: 'agent_started', payload: { agent_name: 'echo-analyst' } };
  yield {
    type: 'agent_thinking',
    payload: { reasoning: 'The words of the message are to be counted before it is answered.' },
  };
  yield { type: 'tool_executing', payload: { tool_name: 'count_words', parameters: { text: content } } };
  const words = content.trim().split(/\s+/u).length;
  yield {
    type: 'tool_completed',
    payload: {
      tool_name: 'count_words',
      result: { words },
      execution_time_ms: Math.round(performance.now() - startedAt),
    },
  };
  const unit = words === 1 ? 'word' : 'words';
  yield {
    type: 'agent_completed',
    payload: { final_response: `You wrote ${words} ${unit}: ${content}` },
  };
}
