import type { AgentStep } from '../backend/agent/agent-steps.ts';
import type { Message } from '../database/message-store.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';

type Store = (message: Message, insert: (message: Message) => boolean) => boolean;

/** Replaces how the agent stores what is said. */
const stored = (store: Store) =>
  replaceIn('backend', ({ createAgentRunner }) => ({
    createAgentRunner: (parts) => {
      const { insert } = parts.messages;
      return createAgentRunner({
        ...parts,
        messages: { ...parts.messages, insert: (message) => store(message, insert) },
      });
    },
  }));

/** The same, of runs that were asked for over the socket only. */
const storedOfSocketRuns = (store: Store) =>
  replaceIn('backend', ({ createAgentRunner, openConnection }) => {
    const threads = new Set<string>();
    return {
      openConnection: (upgraded, token, identity, parts) => {
        const start: typeof parts.runner.start = (request) => {
          threads.add(request.threadId);
          return parts.runner.start(request);
        };
        return openConnection(upgraded, token, identity, { ...parts, runner: { ...parts.runner, start } });
      },
      createAgentRunner: (parts) => {
        const { insert } = parts.messages;
        const insertInstead = (message: Message): boolean =>
          threads.has(message.thread_id) ? store(message, insert) : insert(message);
        return createAgentRunner({ ...parts, messages: { ...parts.messages, insert: insertInstead } });
      },
    };
  });

const isReply = ({ message_type: type }: Message): boolean => type === 'assistant';

/** Replaces what the agent says at the end. */
const replied = (create: () => (reply: string, content: string) => string) =>
  replaceIn('backend', ({ agentSteps }) => {
    const say = create();
    return {
      *agentSteps(content) {
        for (const { type, payload } of agentSteps(content)) {
          const said = { final_response: say(String(payload['final_response']), content) };
          yield { type, payload: type === 'agent_completed' ? said : payload } satisfies AgentStep;
        }
      },
    };
  });

/** What the agent says at the end, and what of a run is stored (contract E3, G1, G2). */
export const replies = {
  'canned-reply': defect(
    'G1',
    'The agent says the same to everything.',
    replied(() => () => 'I am here to help. What would you like to know?'),
  ),
  'reply-to-the-question-before': defect(
    'G1',
    'The agent answers what it was asked before, whoever asked it.',
    replied(() => {
      let before: string | undefined;
      return (reply) => {
        const said = before ?? reply;
        before = reply;
        return said;
      };
    }),
  ),
  'question-cut-in-the-reply': defect(
    'E3',
    'The agent says back only the beginning of a long question.',
    (parts, { afterCharacters }) =>
      replied(() => (reply) => Array.from(reply).slice(0, afterCharacters).join(''))(parts, {}),
    { afterCharacters: { default: 500, meaning: 'how many characters are said' } },
  ),
  'reply-not-stored': defect(
    'G2',
    'The backend does not store the reply of a run that was asked for over the socket.',
    storedOfSocketRuns((message, insert) => isReply(message) || insert(message)),
  ),
  'reply-stored-late': defect(
    'G2',
    'The backend stores the reply some time after it has sent `agent_completed`.',
    (parts, { delayMs }) =>
      stored((message, insert) => {
        if (!isReply(message)) return insert(message);
        // The database of a staging that has ended is away.
        setTimeout(() => {
          try {
            insert(message);
          } catch (error) {
            process.stderr.write(`backend: the reply is lost: ${String(error)}\n`);
          }
        }, delayMs).unref();
        return true;
      })(parts, {}),
    { delayMs: { default: 150, meaning: 'how long after the end' } },
  ),
  'stored-reply-differs': defect(
    'E3',
    'The backend stores another reply than it sends.',
    stored((message, insert) =>
      insert(isReply(message) ? { ...message, content: `${message.content}\n\nSent by Netra.` } : message),
    ),
  ),
  'reply-stored-as-the-users': defect(
    'G1',
    'The backend stores the reply of a run that was asked for over the socket as a message of type `user`.',
    storedOfSocketRuns((message, insert) => insert({ ...message, message_type: 'user' })),
  ),
  'reply-stored-twice': defect(
    'G1',
    'The backend stores every reply twice.',
    stored((message, insert) =>
      isReply(message) ? insert(message) && insert({ ...message, id: `${message.id}-2` }) : insert(message),
    ),
  ),
  'question-not-stored': defect(
    'G1',
    'The backend stores the reply and not the question.',
    stored((message, insert) => !isReply(message) || insert(message)),
  ),
};
