import type { ScoreRow } from './diagnosis-score.ts';

/** A line of the table. `width` is that of the longest name. */
export function rowText(
  { fault, setting, found, verdict, requests, seconds }: ScoreRow,
  width: number,
): string {
  const what = found.join(' + ') || 'no cause';
  const how = verdict === 'correct' ? '' : `  (${setting})`;
  return `${verdict.padEnd(9)}  ${fault.padEnd(width)}  ${String(requests).padStart(3)} requests  ${seconds.toFixed(1).padStart(4)} s  ${what}${how}`;
}
