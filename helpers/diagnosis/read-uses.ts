import { isAccepted } from './is-accepted.ts';
import { isReuseRefused } from './is-reuse-refused.ts';
import type { Observations, Use } from './observations.ts';
import type { RouteFamily } from './route-families.ts';

/**
 * How the protected routes take good tokens: `unasked`, `accepted` all, `refused` all, or what the difference is between
 * those that were accepted and those that were not.
 */
export interface UsesReading {
  pattern:
    'unasked' | 'accepted' | 'refused' | 'passing' | 'on reuse' | 'by family' | 'by latency' | 'by turns';
  accepted: readonly Use[];
  refused: readonly Use[];
  /** Families that refuse where others accept. */
  families: readonly RouteFamily[];
}

/** A refusal that comes as late as this is one of somebody who gave up waiting. */
const slowMs = 40;

const durations = (uses: readonly Use[]): number[] => uses.map(({ durationMs }) => durationMs);

/** Whether what is refused takes longer than anything that is accepted, and about equally long. */
function isByLatency(accepted: readonly Use[], refused: readonly Use[]): boolean {
  const [shortest, longest] = [Math.min(...durations(refused)), Math.max(...durations(refused))];
  return shortest >= slowMs && shortest * 1.1 > Math.max(...durations(accepted)) && longest < 3 * shortest;
}

/** Reads the uses of tokens that the auth service calls valid, of active users. */
export function readUses(seen: Observations): UsesReading {
  const good = new Set(
    seen.accounts.filter(({ validation }) => validation?.userStatus === 'active').map(({ way }) => way),
  );
  const uses = seen.uses.filter(({ way }) => good.has(way));
  const accepted = uses.filter(isAccepted);
  const refused = uses.filter((use) => !isAccepted(use));
  const reading = (pattern: UsesReading['pattern'], families: RouteFamily[] = []): UsesReading => ({
    pattern,
    accepted,
    refused,
    families,
  });
  if (uses.length === 0) return reading('unasked');
  if (refused.length === 0) return reading('accepted');
  if (accepted.length === 0) return reading('refused');
  if (isReuseRefused({ ...seen, uses })) return reading('on reuse');
  const isRefusing = (family: RouteFamily): boolean => !accepted.some((use) => use.family === family);
  const families = [...new Set(refused.map(({ family }) => family))];
  if (families.every(isRefusing)) return reading('by family', families);
  const lastRefused = Math.max(...refused.map(({ atMs }) => atMs));
  const firstAccepted = Math.min(...accepted.map(({ atMs }) => atMs));
  if (lastRefused < firstAccepted) return reading('passing');
  return reading(isByLatency(accepted, refused) ? 'by latency' : 'by turns');
}
