import type { RunRecord } from './run-record.ts';

/** Why tests were refused, for the end of the terminal. */
export function whyText({ signature, tests, text }: RunRecord['diagnoses'][number]): string {
  const lines = text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
  return [`WHY: ${signature}, in ${String(tests.length)} tests.`, ...lines].join('\n');
}
