import type { TortureResult } from './torture.ts';

/** What came of a torture, for people. */
export function tortureText(result: TortureResult): string {
  const { seed, kills, runs, made, orphaned, beforeSweep, left, harmed, seconds } = result;
  return [
    `Killed ${kills.worker} workers, ${kills.runner} runners and ${kills.group} process groups of ${runs} runs in ${seconds} s (--seed ${seed}).`,
    `${made} users were made, and kills orphaned ${orphaned} of them; ${beforeSweep} were there when all runs had ended, ${left.length} after one sweep.`,
    ...left.map((email) => `  left: ${email}`),
    `${harmed.length} failures that no kill explains.`,
    ...harmed.map((text) => `  ${text}`),
  ].join('\n');
}
