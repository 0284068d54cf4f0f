import type { DiagnosisScore, ScoreRow } from './diagnosis-score.ts';

/** The score of some rows, in their order. */
export function scoreOf(rows: readonly ScoreRow[]): DiagnosisScore {
  const count = (verdict: ScoreRow['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length;
  const seconds = rows.map((row) => row.seconds).toSorted((a, b) => a - b);
  return {
    cases: rows.length,
    correct: count('correct'),
    eitherOr: count('either/or'),
    wrong: count('wrong'),
    falseAlarms: rows.filter(({ expected, found }) => expected.length === 0 && found.length > 0).length,
    medianSeconds: seconds[Math.floor(seconds.length / 2)] ?? 0,
    rows: [...rows],
  };
}
