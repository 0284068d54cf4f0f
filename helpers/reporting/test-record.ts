import type { TestCase } from '@playwright/test/reporter';
import { blockedMark } from './blocked-mark.ts';
import { firstLine } from './first-line.ts';
import type { TestRecord } from './run-record.ts';

/** What a run as a whole means for one of its tests. */
export interface RunContext {
  isRemote: boolean;
  /** Why tests that were not run were not. */
  notRunReason: string;
  isBlocked: boolean;
  /** Requests of each test, by Playwright's id. */
  requests: ReadonlyMap<string, number>;
}

const longestReason = 500;

function cameTo(
  test: TestCase,
  { isBlocked, notRunReason }: RunContext,
): Pick<TestRecord, 'outcome' | 'reason'> {
  const last = test.results.at(-1);
  if (last?.status === 'interrupted')
    return { outcome: 'not-run', reason: 'The run was interrupted while it ran.' };
  if (test.outcome() === 'skipped') {
    const declared = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
    if (declared)
      return { outcome: 'not-run', reason: declared.description ?? 'It is skipped without a reason.' };
    return { outcome: isBlocked ? 'blocked' : 'not-run', reason: notRunReason };
  }
  if (test.outcome() === 'flaky') return { outcome: 'flaky' };
  if (test.outcome() === 'expected') return { outcome: 'passed' };
  const [error] = last?.errors ?? [];
  const told = error ? firstLine(error).replace(blockedMark, '') : 'It was expected to fail, and passed.';
  return { outcome: 'failed', reason: told.slice(0, longestReason) };
}

/** The entry of a test in the record of its run. */
export function testRecord(test: TestCase, run: RunContext): TestRecord {
  const [, tier = '', file = '', ...titles] = test.titlePath();
  const repeat = test.repeatEachIndex > 0 ? [`repeat ${String(test.repeatEachIndex)}`] : [];
  const [, promises = ''] = /\[([A-Z]\d+(?: [A-Z]\d+)*)\]$/.exec(test.title) ?? [];
  const ofTarget = ['preflight', 'integration', 'e2e'].includes(tier);
  return {
    id: [file, ...titles, ...repeat].join(' › '),
    tier,
    file,
    tags: test.tags,
    promises: promises.split(' ').filter(Boolean),
    needs: test.annotations.flatMap(({ type, description }) => (type === 'needs' ? (description ?? []) : [])),
    isEvidence: ofTarget || (tier === 'unit' && !run.isRemote),
    ...cameTo(test, run),
    durationMs: test.results.reduce((sum, { duration }) => sum + Math.max(0, duration), 0),
    requests: run.requests.get(test.id) ?? 0,
    attempts: test.results.length,
  };
}
