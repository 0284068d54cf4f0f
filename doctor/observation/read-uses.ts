import type { RouteFamily } from '../../config/contract/routes.ts';
import { allMean, isAccepted } from './answer.ts';
import type { Observations, Use } from './observations.ts';

/**
 * How the protected routes take good tokens: `unasked`, `accepted` all, `refused` all, or what those that were refused have
 * in common; `passing`: the first ones; `once`: one alone, which did not come again; `for a while`: several
 * in a row, before and after which others pass.
 */
export type UsesPattern =
  | 'unasked'
  | 'accepted'
  | 'refused'
  | 'on reuse'
  | 'by family'
  | 'by token'
  | 'by latency'
  | 'passing'
  | 'once'
  | 'for a while'
  | 'by turns';

export interface UsesReading {
  pattern: UsesPattern;
  accepted: readonly Use[];
  refused: readonly Use[];
  /** Families that take no good token. */
  families: readonly RouteFamily[];
}

/** A refusal that comes so much later than what is accepted is one of somebody who gave up waiting. */
const muchLaterMs = 40;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** How long after the last accepted use of the same token; Infinity for a first use. */
function sinceAccepted(use: Use, uses: readonly Use[]): number {
  const before = uses.findLast(
    (other) => other.token === use.token && other.atMs < use.atMs && isAccepted(other),
  );
  return before ? use.atMs - before.atMs : Infinity;
}

/** Refused are just those that come soon after an accepted use of the same token; and others pass afterwards. */
function isOnReuse(uses: readonly Use[]): boolean {
  if (uses.findLastIndex(isAccepted) < uses.findIndex((use) => !isAccepted(use))) return false;
  const since = (wanted: boolean): number[] =>
    uses.filter((use) => isAccepted(use) === wanted).map((use) => sinceAccepted(use, uses));
  return Math.max(...since(false)) < Math.min(...since(true));
}

/** How often a row of refusals begins. */
function rowsOf(uses: readonly Use[]): number {
  const inOrder = uses.toSorted((a, b) => a.atMs - b.atMs);
  return inOrder.filter((use, index) => {
    const before = inOrder[index - 1];
    return !isAccepted(use) && (!before || isAccepted(before));
  }).length;
}

/** Some tokens are refused each time, for a while, in which others are accepted. */
function isByToken(uses: readonly Use[]): boolean {
  const names = [...new Set(uses.map(({ token }) => token))];
  const sequences = names.map((name) => uses.filter(({ token }) => token === name));
  const turnsOnce = sequences.every((own) => {
    const firstAccepted = own.findIndex(isAccepted);
    return firstAccepted < 0 || own.slice(firstAccepted).every(isAccepted);
  });
  return (
    turnsOnce &&
    sequences.some((own) => {
      const refused = own.filter((use) => !isAccepted(use));
      const others = uses.filter((use) => !own.includes(use) && isAccepted(use));
      const last = refused.at(-1);
      return refused.length >= 3 && last !== undefined && others.some(({ atMs }) => atMs < last.atMs);
    })
  );
}

/** What is refused, since nobody could say whose the token is, takes much longer than what is accepted. */
function isByLatency(accepted: readonly Use[], refused: readonly Use[]): boolean {
  const usual = median(accepted.map(({ durationMs }) => durationMs));
  return (
    allMean(refused, 'unavailable') &&
    refused.every(({ durationMs }) => durationMs > 1.5 * usual + muchLaterMs)
  );
}

/** Reads the uses of tokens that the auth service calls valid, of active users. What was put off (429) says nothing. */
export function readUses({ accounts, uses: all }: Pick<Observations, 'accounts' | 'uses'>): UsesReading {
  const good = new Set(
    accounts.filter(({ validation }) => validation?.userStatus === 'active').map(({ way }) => way),
  );
  const uses = all.filter(({ way, status }) => good.has(way) && status !== 429);
  const accepted = uses.filter(isAccepted);
  const refused = uses.filter((use) => !isAccepted(use));
  const families = [...new Set(refused.map(({ family }) => family))].filter(
    (family) => !accepted.some((use) => use.family === family),
  );
  const patternOf = (): UsesPattern => {
    if (uses.length === 0) return 'unasked';
    if (refused.length === 0) return 'accepted';
    if (accepted.length === 0) return 'refused';
    const lastRefused = Math.max(...refused.map(({ atMs }) => atMs));
    if (refused.length === 1 && families.length === 0)
      return accepted.every(({ atMs }) => atMs > lastRefused) ? 'passing' : 'once';
    if (isByLatency(accepted, refused)) return 'by latency';
    if (isOnReuse(uses)) return 'on reuse';
    if (refused.every(({ family }) => families.includes(family))) return 'by family';
    if (isByToken(uses)) return 'by token';
    if (accepted.every(({ atMs }) => atMs > lastRefused)) return 'passing';
    return rowsOf(uses) > 1 ? 'by turns' : 'for a while';
  };
  return { pattern: patternOf(), accepted, refused, families };
}
