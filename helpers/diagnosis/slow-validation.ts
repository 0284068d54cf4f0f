import type { Observations } from './observations.ts';

/** How long the auth service took when it was asked about tokens directly, and whether once about as long as a refusal of the backend. */
export function slowValidation(
  seen: Pick<Observations, 'accounts' | 'repeatedValidations' | 'forgedAtAuth'>,
  refusals: readonly { durationMs: number }[],
): { isSeen: boolean; durationsMs: number[] } {
  const ofAccounts = seen.accounts.flatMap(({ validation }) => validation ?? []);
  const asked = [...ofAccounts, ...seen.repeatedValidations, ...seen.forgedAtAuth];
  const durationsMs = asked.map(({ answer }) => answer.durationMs);
  const shortest = Math.min(...refusals.map(({ durationMs }) => durationMs));
  return { isSeen: durationsMs.some((durationMs) => 2 * durationMs > shortest), durationsMs };
}
