import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { MessageStore } from '../../database/message-store.ts';
import type { Decisions } from '../decisions.ts';
import type { SocketHub } from '../socket/socket-hub.ts';

/** What one run works on. */
export interface RunRequest {
  userId: string;
  threadId: string;
  content: string;
}

/** Runs the agent for messages that are already allowed. Runs go on when sockets close (contract E4, E5). */
export interface AgentRunner {
  /** Stores the user's message and starts a run; undefined when the thread is gone. */
  start: (request: RunRequest) => string | undefined;
  /** Ends all runs where they are; resolves when none is left. */
  stop: () => Promise<void>;
}

export interface AgentRunnerParts {
  policies: Decisions;
  messages: MessageStore;
  hub: SocketHub;
  agentStepMs: number;
}

export function createAgentRunner({ policies, messages, hub, agentStepMs }: AgentRunnerParts): AgentRunner {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const running = new Set<Promise<void>>();

  const store = (request: RunRequest, content: string, type: 'user' | 'assistant'): boolean =>
    messages.insert({
      id: policies.newId('msg'),
      content,
      user_id: request.userId,
      thread_id: request.threadId,
      timestamp: new Date().toISOString(),
      message_type: type,
      metadata: {},
    });

  /** Ends early when the thread is deleted under the run, or at shutdown. */
  const run = async (runId: string, request: RunRequest): Promise<void> => {
    let seq = 0;
    for (const step of policies.agentSteps(request.content)) {
      await pause(agentStepMs, undefined, { signal: stopping.signal });
      const isReply = step.type === 'agent_completed';
      if (isReply && !store(request, String(step.payload['final_response']), 'assistant')) return;
      seq += 1;
      hub.sendToUser(request.userId, policies.agentEvent({ runId, ...request }, seq, step));
    }
  };

  return {
    start: (request) => {
      if (!store(request, request.content, 'user')) return undefined;
      const runId = policies.newId('run');
      const done = run(runId, request)
        .catch((error: unknown) => {
          if (stopping.signal.aborted) return;
          process.stderr.write(`backend: run ${runId} ended: ${String(error)}\n`);
        })
        .finally(() => running.delete(done));
      running.add(done);
      return runId;
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
