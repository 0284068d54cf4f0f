import type { FullResult, TestCase } from '@playwright/test/reporter';
import type { TakenInventory } from '../inventory/run-scope.ts';
import { firstLine } from './error-text.ts';
import { entriesOf, type JournalEntry } from './run-journal.ts';
import type { Red, RunRecord, TestRecord } from './run-record.ts';
import { targetChanges } from './target-look.ts';

/** What stands before the reason of a blocked run in every report. */
export const blockedMark = 'BLOCKED: ';

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

/** What can make a run red. */
export interface RedParts {
  /** As Playwright has it. */
  status: FullResult['status'] | 'running';
  tests: readonly TestRecord[];
  blocked: string | undefined;
  journal: readonly JournalEntry[];
  target: RunRecord['target'];
  inventory: TakenInventory['inventory'];
  /** Errors outside tests, and of the ledger's files. */
  errors: readonly string[];
  ledgerProblems: readonly string[];
  leftBehind: readonly string[];
  /** What else makes the run red. */
  noticed: readonly Omit<Red, 'tests'>[];
}

/** The reds that Playwright reports by itself. */
export const knownToPlaywright: readonly Red['kind'][] = ['test-failed', 'error'];

const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const didNotRun = (tests: readonly TestRecord[]): string =>
  `${plural(tests.filter(({ outcome }) => outcome === 'not-run' || outcome === 'blocked').length, 'test')} did not run.`;

/** Whether the run is about one build of one staging. */
function* voids({ journal, target: { start, end }, blocked }: RedParts): Generator<string> {
  const why = 'VOID: Nothing is said about any build, as';
  for (const { sentence } of entriesOf(journal, 'production-seen')) yield `${why} ${sentence}`;
  // A target that cannot be read at the start blocks the run, which says why.
  if (start && end && blocked === undefined)
    for (const change of targetChanges(start, end))
      yield `${why} ${change}. Run again when the target is still.`;
}

function* endings({ status, tests, blocked }: RedParts): Generator<Red> {
  const red = (kind: Red['kind'], sentence: string): Red => ({ kind, sentence, tests: [] });
  if (blocked !== undefined) yield red('blocked', `${blockedMark}${blocked} ${didNotRun(tests)}`);
  if (status === 'interrupted')
    yield red('interrupted', `INTERRUPTED: The run was cancelled before its end. ${didNotRun(tests)}`);
  if (status === 'timedout')
    yield red(
      'timedout',
      `TIMED OUT: The time of the whole run was over before its end. ${didNotRun(tests)}`,
    );
}

function* redTests({ tests }: RedParts): Generator<Red> {
  const failed = tests.filter(({ outcome, brokenRule }) => outcome === 'failed' && !brokenRule);
  if (failed.length > 0)
    yield {
      kind: 'test-failed',
      sentence: `FAILED: ${plural(failed.length, 'test')}.`,
      tests: failed.map(({ id }) => id),
    };
  for (const { id, brokenRule, reason = '' } of tests)
    if (brokenRule) yield { kind: brokenRule, sentence: `RED: ${id}: ${reason}`, tests: [id] };
}

function* leftBehind({ leftBehind: left }: RedParts): Generator<Red> {
  if (left.length > 0)
    yield {
      kind: 'left-behind',
      sentence: `LEFT BEHIND: ${plural(left.length, 'user')}: ${left.join(', ')}. The ledger keeps them: npm run users -- sweep.`,
      tests: [],
    };
}

/** What Playwright calls failed while nothing else is known to be wrong. */
function unexplained(tests: readonly TestRecord[]): Red {
  const flaky = tests.filter(({ outcome }) => outcome === 'flaky').map(({ id }) => id);
  return flaky.length > 0
    ? {
        kind: 'flaky',
        sentence: `FLAKY: ${plural(flaky.length, 'test')} passed only when run again, and this run allows none.`,
        tests: flaky,
      }
    : {
        kind: 'error',
        sentence: 'Playwright says that the run failed, and no test and no error says why.',
        tests: [],
      };
}

/** Everything that makes a run red, the gravest first. */
export function redsOf(parts: RedParts): Red[] {
  const { status, tests, errors, ledgerProblems, noticed, inventory } = parts;
  const each = (kind: Red['kind'], sentences: Iterable<string>): Red[] =>
    [...sentences].map((sentence) => ({ kind, sentence, tests: [] }));
  const isEmpty =
    status !== 'running' && status !== 'interrupted' && tests.length === 0 && errors.length === 0;
  const reds = [
    ...noticed.map((red) => ({ ...red, tests: [] })),
    ...each('void', voids(parts)),
    ...endings(parts),
    ...each(
      'no-tests',
      isEmpty ? ['NO TESTS: No test was run, so nothing was shown: the filter or the shard holds none.'] : [],
    ),
    ...redTests(parts),
    ...each('inventory', inventory.findings),
    ...each('error', errors),
    ...each('ledger', ledgerProblems),
    ...leftBehind(parts),
  ];
  return status === 'failed' && reds.length === 0 ? [unexplained(tests)] : reds;
}

/** The status of a run, by Playwright's and what makes it red. */
export function statusOf(status: RedParts['status'], reds: readonly Red[]): RunRecord['status'] {
  if (status !== 'passed' && status !== 'failed') return status;
  const kinds = new Set(reds.map(({ kind }) => kind));
  if (kinds.has('void')) return 'void';
  if (kinds.has('blocked')) return 'blocked';
  return reds.length > 0 ? 'failed' : 'passed';
}
