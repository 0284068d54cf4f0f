import type { Fate } from './kill-score.ts';

/** A line of the table. `width` is that of the longest name. */
export function fateText({ name, breaks, killedBy, note = '', seconds }: Fate, width: number): string {
  const end = killedBy ?? `SURVIVED: ${note}`;
  return `${name.padEnd(width)}  ${breaks.padEnd(3)}  ${seconds.toFixed(1).padStart(5)} s  ${end}`;
}
