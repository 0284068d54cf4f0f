import { putOffMs } from './put-off-ms.ts';
import type { RequestBudget } from './request-budget.ts';

/** A target that is still busy after so many rests is told as it is. */
const mostRests = 3;
/** Longer than this no test can wait. */
const longestRestMs = 20_000;

/**
 * Sends when the run's budget allows it, and again after a rest where the target puts it off (429 with `Retry-After`):
 * it has not looked at the request then. Nothing else is ever sent again.
 */
export async function sendWithinBudget<T>(
  budget: RequestBudget,
  send: () => Promise<T>,
  answerOf: (outcome: T) => { status: number; headers: Headers },
): Promise<T> {
  for (let rests = 0; ; rests += 1) {
    await budget.take();
    const outcome = await send();
    const ms = putOffMs(answerOf(outcome));
    if (ms === undefined) return outcome;
    budget.rest(Math.min(ms, longestRestMs));
    if (ms > longestRestMs || rests === mostRests) return outcome;
  }
}
