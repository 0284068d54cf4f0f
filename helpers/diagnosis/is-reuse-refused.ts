import { isAccepted } from './is-accepted.ts';
import { isRefused } from './is-refused.ts';
import type { Observations, Use } from './observations.ts';

const isSoon = ({ sinceLastUseMs }: Use): boolean => sinceLastUseMs !== undefined && sinceLastUseMs < 1_000;

/** Whether tokens are refused just where they were used a moment ago (P6): every first or later use passes. */
export function isReuseRefused({ uses }: Observations): boolean {
  const soon = uses.filter(isSoon);
  const others = uses.filter((use) => !isSoon(use));
  return soon.length > 0 && soon.every(isRefused) && others.length > 0 && others.every(isAccepted);
}
