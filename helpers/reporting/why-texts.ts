import type { RunRecord } from './run-record.ts';

type Diagnosis = RunRecord['diagnoses'][number];

const conclusionOf = ({ findings, unknown }: Diagnosis): string =>
  JSON.stringify([findings.map(({ causes }) => causes.map(({ id }) => id)), unknown]);

/** Why tests were refused, for the end of the terminal; refusals that came to the same are told together. */
export function whyTexts(diagnoses: readonly Diagnosis[]): string[] {
  const groups = new Map<string, [Diagnosis, ...Diagnosis[]]>();
  for (const diagnosis of diagnoses) {
    const conclusion = conclusionOf(diagnosis);
    const group = groups.get(conclusion);
    if (group) group.push(diagnosis);
    else groups.set(conclusion, [diagnosis]);
  }
  return [...groups.values()].map((group) => {
    const told = group.map(({ signature, tests }) => `${signature}, in ${String(tests.length)} tests`);
    const lines = group[0].text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
    return [`WHY: ${told.join('; ')}.`, ...lines].join('\n');
  });
}
