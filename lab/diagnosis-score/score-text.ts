import type { DiagnosisScore } from './diagnosis-score.ts';

/** The confusion matrix, as what was confused with what; and the sum. */
export function scoreText({
  cases,
  correct,
  eitherOr,
  wrong,
  falseAlarms,
  medianSeconds,
  rows,
}: DiagnosisScore): string[] {
  const confused = rows.filter(({ verdict }) => verdict !== 'correct');
  const singles = confused.map(
    ({ fault, found, verdict }) => `  ${fault} -> ${found.join(' + ') || 'no cause'} (${verdict})`,
  );
  return [
    ...(singles.length > 0 ? ['Off the diagonal:', ...singles] : ['Nothing is off the diagonal.']),
    `${cases} cases: ${correct} correct, ${eitherOr} either/or, ${wrong} wrong, ${falseAlarms} false alarms; median ${medianSeconds.toFixed(1)} s.`,
  ];
}
