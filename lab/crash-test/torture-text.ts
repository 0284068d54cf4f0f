import type { TortureResult } from './torture.ts';

/** What came of a torture, for people. */
export function tortureText(result: TortureResult): string {
  const { seed, kills, runs, made, orphaned, beforeSweep, left, harmed, seconds } = result;
  return [
    `Killed ${String(kills.worker)} workers, ${String(kills.runner)} runners and ${String(kills.group)} process groups of ${String(runs)} runs in ${String(seconds)} s (--seed ${seed}).`,
    `${String(made)} users were made, and kills orphaned ${String(orphaned)} of them; ${String(beforeSweep)} were there when all runs had ended, ${String(left.length)} after one sweep.`,
    ...left.map((email) => `  left: ${email}`),
    `${String(harmed.length)} failures that no kill explains.`,
    ...harmed.map((text) => `  ${text}`),
    '',
  ].join('\n');
}
