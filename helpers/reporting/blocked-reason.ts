import type { TestCase } from '@playwright/test/reporter';
import { blockedMark } from './blocked-mark.ts';
import { firstLine } from './first-line.ts';

/** Why a run is blocked, in a sentence; undefined where the preflight did not fail. */
export function blockedReason(tests: readonly TestCase[]): string | undefined {
  const failed = tests.find(
    (test) => test.parent.project()?.name === 'preflight' && test.outcome() === 'unexpected',
  );
  const error = failed?.results.at(-1)?.errors[0];
  return (
    failed &&
    `It could not be shown that ${failed.title.replace(/ \[[^\]]*\]$/, '')}. ${firstLine(error ?? {}).replace(blockedMark, '')}`
  );
}
