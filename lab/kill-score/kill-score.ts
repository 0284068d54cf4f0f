import type { Defect } from './defect.ts';
import type { Failure } from './failures-of.ts';

/** What became of one defect. */
export interface Fate {
  name: string;
  /** The promise of docs/contract.md that it breaks. */
  breaks: string;
  /** The test whose failure names that promise, as `file › title`; null where there is none. */
  killedBy: string | null;
  /** Others that noticed it too, as far as they were run. */
  alsoKilledBy: string[];
  /** Why it survived. */
  note?: string;
  seconds: number;
}

/** `reports/kill-score.json`: which defects turned the run red, and what noticed them. */
export interface KillScore {
  total: number;
  killed: number;
  /** Names. */
  survived: string[];
  defects: Fate[];
}

/** The tests that noticed a defect: their failure names the promise that it breaks, in the title or in a message. */
export function killersOf(failures: readonly Failure[], { breaks }: Defect): string[] {
  const named = new RegExp(String.raw`\[[^\]]*\b${breaks}\b[^\]]*\]|\([^)]*\b${breaks}\b[^)]*\)`);
  return failures.filter(({ text }) => named.test(text)).map(({ file, title }) => `${file} › ${title}`);
}

/** The score of some defects, in the order of the list. */
export function scoreOf(defects: readonly Fate[]): KillScore {
  const survived = defects.filter(({ killedBy }) => killedBy === null).map(({ name }) => name);
  return {
    total: defects.length,
    killed: defects.length - survived.length,
    survived,
    defects: [...defects],
  };
}

/** What the score comes to, in a line or two. */
export function scoreText({ total, killed, survived }: KillScore): string {
  const sum = `${total} defects: ${killed} killed, ${survived.length} survived`;
  return survived.length === 0
    ? sum
    : `${sum}: ${survived.join(', ')}. The suite is green while local staging breaks its promise: write the test that is missing.`;
}

/** A line of the table. `width` is that of the longest name. */
export function fateText({ name, breaks, killedBy, note = '', seconds }: Fate, width: number): string {
  const end = killedBy ?? `SURVIVED: ${note}`;
  return `${name.padEnd(width)}  ${breaks.padEnd(3)}  ${seconds.toFixed(1).padStart(5)} s  ${end}`;
}
