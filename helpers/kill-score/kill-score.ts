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
