import { stripVTControlCharacters } from 'node:util';
import type { TestCase } from '@playwright/test/reporter';
import { promisesOf, testId, tierOf } from '../inventory/test-name.ts';
import { errorText, firstLine } from './error-text.ts';
import { blockedMark } from './reds.ts';
import type { TestRecord } from './run-record.ts';
import { ownerOfCase } from './test-owner.ts';

/** What a run as a whole means for one of its tests. */
export interface RunContext {
  isRemote: boolean;
  /** Why tests that were not run were not; undefined where nothing stopped the run. */
  notRunReason: string | undefined;
  isBlocked: boolean;
  /** Requests of each test, by Playwright's id. */
  requests: ReadonlyMap<string, number>;
}

type Ending = Pick<TestRecord, 'outcome' | 'reason' | 'brokenRule'>;

const annotation = (test: TestCase, type: string): string | undefined =>
  test.annotations.find((note) => note.type === type)?.description;

function skipped(test: TestCase, { isBlocked, notRunReason }: RunContext): Ending {
  const isMarked = test.annotations.some(({ type }) => type === 'skip' || type === 'fixme');
  if (!isMarked)
    return notRunReason === undefined
      ? {
          outcome: 'failed',
          brokenRule: 'not-run',
          reason: 'It was collected and did not run, though nothing stopped the run.',
        }
      : { outcome: isBlocked ? 'blocked' : 'not-run', reason: notRunReason };
  const reason = annotation(test, 'skip') ?? '';
  const lacksCapability =
    annotation(test, 'needs') !== undefined && reason.startsWith('The target does not have');
  return lacksCapability
    ? { outcome: 'not-run', reason }
    : {
        outcome: 'failed',
        brokenRule: 'skipped',
        reason: 'It is skipped, and not for a capability that the target lacks.',
      };
}

/** Of a test that was to fail, and failed. */
function failedAsExpected(test: TestCase): Ending {
  const [message, until] = [annotation(test, 'expected-failure'), annotation(test, 'expected-until')];
  const failed = (reason: string): Ending => ({
    outcome: 'failed',
    brokenRule: 'expected-failure',
    reason,
  });
  if (!message || !until)
    return failed('It is expected to fail without a message and a last day: use expectedFailure.');
  // The day ends at midnight UTC.
  if (!(Date.now() < Date.parse(`${until}T24:00:00Z`)))
    return failed(`Its failure was expected until ${until}. Mend the defect, or decide anew.`);
  const errors = (test.results.at(-1)?.errors ?? []).map((error) =>
    stripVTControlCharacters(error.message ?? ''),
  );
  if (!errors.some((error) => error.includes(message))) return failed(`It fails, but not with "${message}".`);
  const unexpected = errors.find((error) => error.startsWith('[DELIVERY]') && !error.includes(message));
  return unexpected === undefined
    ? { outcome: 'failed-as-expected', reason: `Expected until ${until}: ${message}` }
    : failed(`It fails with "${message}", and also: ${firstLine({ message: unexpected })}`);
}

function ending(test: TestCase, run: RunContext): Ending {
  const last = test.results.at(-1);
  const reasonOf = (result: typeof last): string => {
    const errors = result?.errors ?? [];
    return errors.length > 0
      ? errorText(...errors).replaceAll(blockedMark, '')
      : 'It was expected to fail, and passed.';
  };
  if (last?.status === 'interrupted')
    return { outcome: 'not-run', reason: 'The run was interrupted while it ran.' };
  switch (test.outcome()) {
    case 'skipped':
      return skipped(test, run);
    case 'flaky':
      return { outcome: 'flaky', reason: reasonOf(test.results[0]) };
    case 'unexpected':
      return { outcome: 'failed', reason: reasonOf(last) };
    case 'expected':
      return test.expectedStatus === 'failed' ? failedAsExpected(test) : { outcome: 'passed' };
  }
}

/** The entry of a test in the record of its run. */
export function testRecord(test: TestCase, run: RunContext): TestRecord {
  const [, , file = '', ...titles] = test.titlePath();
  const tier = tierOf(file);
  const repeat = test.repeatEachIndex > 0 ? [`repeat ${test.repeatEachIndex}`] : [];
  const end = ending(test, run);
  const ofTarget = ['preflight', 'integration', 'e2e'].includes(tier);
  return {
    id: testId(file, [...titles, ...repeat]),
    tier,
    file,
    tags: test.tags,
    promises: promisesOf(test.title),
    needs: test.annotations.flatMap(({ type, description }) => (type === 'needs' ? (description ?? []) : [])),
    isEvidence: ofTarget || (tier === 'unit' && !run.isRemote),
    ...end,
    ...((end.outcome === 'failed' || end.outcome === 'flaky') && { owner: ownerOfCase(test, run.isRemote) }),
    durationMs: test.results.reduce((sum, { duration }) => sum + Math.max(0, duration), 0),
    requests: run.requests.get(test.id) ?? 0,
    attempts: test.results.length,
  };
}
