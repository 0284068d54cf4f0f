import type { RequestBudget } from './request-budget.ts';

/** For what nobody else uses, as a private staging: everything is sent at once. */
export const noBudget: RequestBudget = {
  take: () => Promise.resolve(),
  rest: () => undefined,
};
