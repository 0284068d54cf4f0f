import type { Message } from '../database/message-store.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';

const isReply = ({ message_type: type }: Message): boolean => type === 'assistant';

/** The runs themselves: what ends them, and what else they send (contract E1, E2, E4, L2, M5). */
export const runs = {
  'runs-announce-messages': defect(
    'M5',
    'The backend sends `message_created` for the question of a run.',
    replaceIn('backend', ({ createAgentRunner }) => ({
      createAgentRunner: (parts) => {
        const { insert } = parts.messages;
        const announced = (message: Message): boolean => {
          const isStored = insert(message);
          if (isStored && !isReply(message))
            parts.hub.sendToUser(message.user_id, { type: 'message_created', data: { message } });
          return isStored;
        };
        return createAgentRunner({ ...parts, messages: { ...parts.messages, insert: announced } });
      },
    })),
  ),
  'no-end-over-the-socket': defect(
    'E1',
    'The backend sends no `agent_completed` of a run that was asked for over the socket.',
    replaceIn('backend', ({ openConnection, createSocketHub }) => {
      const bySocket = new Set<unknown>();
      return {
        openConnection: (upgraded, token, identity, parts) => {
          const start: typeof parts.runner.start = (request) => {
            const runId = parts.runner.start(request);
            bySocket.add(runId);
            return runId;
          };
          return openConnection(upgraded, token, identity, { ...parts, runner: { ...parts.runner, start } });
        },
        createSocketHub: (choose) => {
          const hub = createSocketHub(choose);
          return {
            ...hub,
            sendToUser: (userId, event) => {
              const isDropped = event['type'] === 'agent_completed' && bySocket.has(event['run_id']);
              if (!isDropped) hub.sendToUser(userId, event);
            },
          };
        },
      };
    }),
  ),
  'long-questions-never-end': defect(
    'E2',
    'The agent stops in the midst of a long question, without an end.',
    (parts, { afterCharacters }) =>
      replaceIn('backend', ({ agentSteps }) => ({
        *agentSteps(content) {
          for (const step of agentSteps(content)) {
            if (step.type === 'tool_completed' && content.length > afterCharacters) return;
            yield step;
          }
        },
      }))(parts, {}),
    { afterCharacters: { default: 1000, meaning: 'what is long' } },
  ),
  'runs-end-with-their-sockets': defect(
    'E4',
    'The backend ends a run when the last socket of its user closes.',
    replaceIn('backend', ({ createSocketHub, createAgentRunner }) => {
      const [open, heard] = [new Map<string, number>(), new Set<string>()];
      const isOpen = (userId: string): boolean => (open.get(userId) ?? 0) > 0;
      return {
        createSocketHub: (choose) => {
          const hub = createSocketHub(choose);
          return {
            ...hub,
            add: (connection) => {
              open.set(connection.userId, (open.get(connection.userId) ?? 0) + 1);
              hub.add(connection);
            },
            remove: (connection) => {
              open.set(connection.userId, (open.get(connection.userId) ?? 1) - 1);
              hub.remove(connection);
            },
          };
        },
        createAgentRunner: (parts) => {
          const { insert } = parts.messages;
          const runner = createAgentRunner({
            ...parts,
            messages: {
              ...parts.messages,
              insert: (message) => {
                const { user_id: userId, thread_id: threadId } = message;
                if (isReply(message) && heard.has(threadId) && !isOpen(userId)) return false;
                return insert(message);
              },
            },
          });
          return {
            ...runner,
            start: (request) => {
              if (isOpen(request.userId)) heard.add(request.threadId);
              else heard.delete(request.threadId);
              return runner.start(request);
            },
          };
        },
      };
    }),
  ),
  'old-events-sent-again': defect(
    'L2',
    'The backend sends the last events of a user to every new connection.',
    replaceIn('backend', ({ agentEvent, openConnection }) => {
      const last = new Map<string, Record<string, unknown>[]>();
      return {
        agentEvent: (run, ...rest) => {
          const event = agentEvent(run, ...rest);
          last.set(run.userId, [...(last.get(run.userId) ?? []), event].slice(-5));
          return event;
        },
        openConnection: (upgraded, token, identity, parts) => {
          const connection = openConnection(upgraded, token, identity, parts);
          for (const event of last.get(identity.userId) ?? []) connection.send(event);
          return connection;
        },
      };
    }),
  ),
};
