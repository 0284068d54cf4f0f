import type { FullConfig, TestCase } from '@playwright/test/reporter';
import { capabilitiesOf } from '../../config/capabilities-of.ts';
import type { Environment } from '../../config/environment.ts';
import { runId } from '../../config/run-id.ts';
import type { CensusOfCollected } from '../census/take-census.ts';
import { type LedgerPart, usersOfRun } from '../users/ledger/ledger-line.ts';
import { blockedReason } from './blocked-reason.ts';
import { diagnosisRecord } from './diagnosis-record.ts';
import { filterOf } from './filter-of.ts';
import type { JournalEntry } from './journal-entry.ts';
import { runRecord, type RunRecord, testOutcome, type TestRecord } from './run-record.ts';
import { tally } from './tally.ts';
import { testRecord } from './test-record.ts';

/** What a record is made from. */
export interface RunRecordParts {
  config: FullConfig;
  environment: Environment;
  status: RunRecord['status'];
  gitRevision: string | null;
  startedAt: Date;
  tests: readonly TestCase[];
  /** What the workers did. */
  journal: readonly JournalEntry[];
  /** The users that they made. */
  ledger: readonly LedgerPart[];
  /** First lines of the errors outside tests. */
  errors: readonly string[];
  /** Null where the configuration names no manifest. */
  census: CensusOfCollected | null;
}

const notRunReasons: Partial<Record<RunRecord['status'], string>> = {
  running: 'The run has not come to it.',
  interrupted: 'The run was interrupted before it.',
  timedout: "The run's time was over before it.",
  failed: 'A test that it comes after failed, or the run stopped before it.',
};

const entriesOf = <Kind extends JournalEntry['kind']>(
  journal: readonly JournalEntry[],
  kind: Kind,
): Extract<JournalEntry, { kind: Kind }>[] =>
  journal.filter((entry): entry is Extract<JournalEntry, { kind: Kind }> => entry.kind === kind);

function targetOf(environment: Environment, journal: readonly JournalEntry[]): RunRecord['target'] {
  return {
    name: environment.STAGING_TARGET,
    authUrl: environment.STAGING_AUTH_URL ?? null,
    backendUrl: environment.STAGING_BACKEND_URL ?? null,
    strategy: environment.STAGING_AUTH_STRATEGY,
    profile: environment.STAGING_PROFILE,
    variants: environment.STAGING_VARIANTS,
    capabilities: [...capabilitiesOf(environment)],
    services: entriesOf(journal, 'service').map(({ service, version, revision = null }) => ({
      service,
      version,
      revision,
    })),
  };
}

function diagnosesOf(
  journal: readonly JournalEntry[],
  cases: readonly TestCase[],
  tests: readonly TestRecord[],
): RunRecord['diagnoses'] {
  const diagnosed = entriesOf(journal, 'diagnosed');
  return entriesOf(journal, 'diagnosis').map((diagnosis) => {
    const ids = new Set(
      diagnosed.flatMap(({ test, signature }) => (signature === diagnosis.signature ? [test] : [])),
    );
    return {
      ...diagnosisRecord.parse(diagnosis),
      tests: tests.flatMap(({ id }, index) => (ids.has(cases[index]?.id ?? '') ? [id] : [])),
    };
  });
}

/** How many tests came to an end, each counted once however often it is repeated. */
function endsOf(
  cases: readonly TestCase[],
  tests: readonly TestRecord[],
): Pick<NonNullable<RunRecord['census']>, 'ran' | 'notRun'> {
  const firsts = tests.filter((_, index) => cases[index]?.repeatEachIndex === 0);
  const notRun = firsts.filter(({ outcome }) => outcome === 'not-run' || outcome === 'blocked').length;
  return { ran: firsts.length - notRun, notRun };
}

function statusOf(
  status: RunRecord['status'],
  { isBlocked, isRed }: { isBlocked: boolean; isRed: boolean },
): RunRecord['status'] {
  if (status === 'failed' && isBlocked) return 'blocked';
  return status === 'passed' && isRed ? 'failed' : status;
}

/** The record of a run so far. */
export function createRunRecord(parts: RunRecordParts): RunRecord {
  const { environment, status, journal } = parts;
  const blocked = blockedReason(parts.tests);
  const requests = entriesOf(journal, 'request');
  const users = usersOfRun(parts.ledger);
  const context = {
    isRemote: environment.STAGING_TARGET === 'remote',
    isBlocked: blocked !== undefined,
    notRunReason: blocked ?? notRunReasons[status],
    requests: tally(requests.flatMap(({ test }) => test ?? [])),
  };
  const tests = parts.tests.map((test) => testRecord(test, context));
  const errors = [...parts.errors, ...parts.ledger.flatMap(({ problems }) => problems)];
  const isRed =
    tests.some(({ outcome }) => outcome === 'failed') ||
    errors.length > 0 ||
    (parts.census?.findings ?? []).length > 0 ||
    (users.left.length > 0 && capabilitiesOf(environment).has('user-deletion'));
  const by = [...filterOf(parts.config, parts.tests), ...(parts.census ? [] : ['held against no census'])];
  const outcomes = tally(tests.map(({ outcome }) => outcome));

  return runRecord.parse({
    version: 1,
    run: runId(),
    startedAt: parts.startedAt.toISOString(),
    durationMs: Date.now() - parts.startedAt.getTime(),
    status: statusOf(status, { isBlocked: blocked !== undefined, isRed }),
    blocked,
    gitRevision: parts.gitRevision,
    target: targetOf(environment, journal),
    filter: { isSubset: by.length > 0, by },
    census: parts.census && { ...parts.census, ...endsOf(parts.tests, tests) },
    tests,
    counts: Object.fromEntries(testOutcome.options.map((outcome) => [outcome, outcomes.get(outcome) ?? 0])),
    errors,
    requests: { sent: requests.length, throttled: entriesOf(journal, 'throttled').length },
    diagnoses: diagnosesOf(journal, parts.tests, tests),
    users: { ...users, swept: entriesOf(journal, 'users-swept').reduce((sum, { count }) => sum + count, 0) },
  } satisfies { [Field in keyof RunRecord]: unknown });
}
