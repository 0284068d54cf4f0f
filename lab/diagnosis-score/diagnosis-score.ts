/** What came of one case. */
export interface ScoreRow {
  /** The fault, the pair, or `healthy N`. */
  fault: string;
  /** How it was there: the variants and overlays that the seed drew. */
  setting: string;
  expected: string[];
  /** The causes that were found; those of an either/or as `a | b`, and `unknown: …`. */
  found: string[];
  verdict: 'correct' | 'either/or' | 'wrong';
  requests: number;
  seconds: number;
}

/** `reports/diagnosis-score.json`: fault in, cause out. */
export interface DiagnosisScore {
  cases: number;
  correct: number;
  eitherOr: number;
  wrong: number;
  /** Healthy targets of which something was said. */
  falseAlarms: number;
  /** Of one diagnosis. */
  medianSeconds: number;
  rows: ScoreRow[];
}
