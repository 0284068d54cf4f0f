import type { RunJournal } from './run-journal.ts';
import type { RequestBudget } from '../http/request-budget.ts';

/**
 * A budget whose every request is in the journal of the run.
 * @param test - Playwright's id of the test that asks; undefined for anybody else
 */
export function journaledBudget(budget: RequestBudget, journal: RunJournal, test?: string): RequestBudget {
  return {
    take: async () => {
      await budget.take();
      journal.write({ kind: 'request', test });
    },
    rest: (ms) => {
      budget.rest(ms);
      journal.write({ kind: 'throttled', test });
    },
  };
}
