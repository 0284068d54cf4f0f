import { type Interruption, mostMs } from './interrupt-runs.ts';

/** What came of runs that were asked to end, for people. */
export function interruptionsText(interruptions: readonly Interruption[]): string {
  return [
    ...interruptions.map(
      ({ signal, afterMs, endedInMs, left, swept }) =>
        `${signal.padEnd(7)} after ${String(afterMs).padStart(6)} ms: ended in ${String(endedInMs).padStart(5)} ms, ${swept} swept, ${left.length} users left${left.length > 0 ? `: ${left.join(', ')}` : ''}`,
    ),
    `${interruptions.length} runs; the slowest ended in ${Math.max(0, ...interruptions.map(({ endedInMs }) => endedInMs))} ms, at most ${mostMs} are allowed.`,
  ].join('\n');
}
