import { timeouts } from '../../config/timeouts.ts';
import { ContractError } from '../errors/contract-error.ts';
import type { HttpClient } from '../http/http-client.ts';
import { lookUntil } from '../http/look-until.ts';
import { createMessagesClient } from './messages-client.ts';
import type { StartedRun } from './started-runs.ts';

/**
 * Waits until the runs of a thread have stored their replies, which comes before their terminal events (contract G2), so
 * that no event of them reaches a later test.
 * @throws ContractError EVENT_NOT_RECEIVED at the deadline
 */
export async function awaitRuns(
  backend: HttpClient,
  { threadId, token, count }: StartedRun & { count: number },
): Promise<void> {
  const client = createMessagesClient(backend, token);
  const ended = await lookUntil(
    async () => {
      const { messages } = await client.list({ thread_id: threadId, limit: 100 });
      return messages.filter(({ message_type: type }) => type === 'assistant').length;
    },
    (replies) => replies >= count,
    { deadlineMs: timeouts.runMs, everyMs: timeouts.lookAgainMs },
  );
  if (ended < count)
    throw new ContractError(
      'EVENT_NOT_RECEIVED',
      `${count} runs were started in thread ${threadId}, but ${ended} ended within ${timeouts.runMs} ms (G1).`,
    );
}
