import type { Diagnosis } from '../../doctor/diagnosis.ts';
import type { ScoreRow } from './diagnosis-score.ts';

/**
 * Whether a diagnosis found what it must: each fault exactly (`correct`), some only within an either/or, or anything else
 * (`wrong`): a fault that is not named, a cause that is none, what is unknown, and an either/or of more than three.
 */
export function verdictOf(
  expected: readonly string[],
  { findings, unknown }: Pick<Diagnosis, 'findings' | 'unknown'>,
): Pick<ScoreRow, 'found' | 'verdict'> {
  const groups = findings.map(({ causes }) => causes.map(({ id }): string => id));
  const found = [
    ...groups.map((group) => group.join(' | ')),
    ...unknown.map((symptom) => `unknown: ${symptom}`),
  ];
  const isMissing = expected.some((id) => !groups.some((group) => group.includes(id)));
  const isStrange = groups.some((group) => !group.some((id) => expected.includes(id)));
  // Who is told more than three has been told nothing.
  const isVague = groups.some(({ length }) => length > 3);
  if (isMissing || isStrange || isVague || unknown.length > 0) return { found, verdict: 'wrong' };
  return { found, verdict: groups.some(({ length }) => length > 1) ? 'either/or' : 'correct' };
}
