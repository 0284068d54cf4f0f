import type { TestCase } from '@playwright/test/reporter';
import { capabilitiesOf } from '../../config/target.ts';
import type { Environment } from '../../config/environment.ts';
import { runId } from '../../config/run-id.ts';
import type { TakenInventory } from '../inventory/run-scope.ts';
import { type LedgerPart, usersOfRun } from '../users/ledger/ledger-line.ts';
import type { HarnessRevision } from './harness-revision.ts';
import { blockedReason, type RedParts, redsOf, statusOf } from './reds.ts';
import { diagnosisRecord } from './run-diagnosis.ts';
import { entriesOf, type JournalEntry } from './run-journal.ts';
import { runRecord, type RunRecord, testOutcome, type TestRecord } from './run-record.ts';
import { tally } from './tally.ts';
import { testRecord } from './test-record.ts';

/** What a record is made from. */
export interface RunRecordParts {
  environment: Environment;
  /** As Playwright has it. */
  status: RedParts['status'];
  harness: HarnessRevision;
  startedAt: Date;
  tests: readonly TestCase[];
  /** What the workers did. */
  journal: readonly JournalEntry[];
  /** The users that they made. */
  ledger: readonly LedgerPart[];
  /** What the errors outside tests say. */
  errors: readonly string[];
  /** What is wrong with the ledger as a whole. */
  ledgerProblems: readonly string[];
  /** What else makes the run red. */
  noticed: RedParts['noticed'];
  inventory: TakenInventory;
}

const notRunReasons: Partial<Record<RedParts['status'], string>> = {
  running: 'The run has not come to it.',
  interrupted: 'The run was interrupted before it.',
  timedout: "The run's time was over before it.",
  failed: 'A test that it comes after failed, or the run stopped before it.',
};

function targetOf(environment: Environment, journal: readonly JournalEntry[]): RunRecord['target'] {
  const looks = entriesOf(journal, 'look');
  return {
    name: environment.STAGING_TARGET,
    authUrl: environment.STAGING_AUTH_URL ?? null,
    backendUrl: environment.STAGING_BACKEND_URL ?? null,
    strategy: environment.STAGING_AUTH_STRATEGY,
    profile: environment.STAGING_PROFILE,
    variants: environment.STAGING_VARIANTS,
    capabilities: [...capabilitiesOf(environment)],
    start: looks.find(({ when }) => when === 'start')?.look ?? null,
    end: looks.findLast(({ when }) => when === 'end')?.look ?? null,
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
  const target = targetOf(environment, journal);
  const reds = redsOf({
    ...parts,
    tests,
    blocked,
    target,
    inventory: parts.inventory.inventory,
    ledgerProblems: [...parts.ledgerProblems, ...parts.ledger.flatMap(({ problems }) => problems)],
    leftBehind: target.capabilities.includes('user-deletion') ? users.left : [],
  });
  const outcomes = tally(tests.map(({ outcome }) => outcome));

  return runRecord.parse({
    version: 2,
    run: runId(),
    startedAt: parts.startedAt.toISOString(),
    durationMs: Date.now() - parts.startedAt.getTime(),
    status: statusOf(status, reds),
    reds,
    harness: parts.harness,
    target,
    ...parts.inventory,
    tests,
    counts: Object.fromEntries(testOutcome.options.map((outcome) => [outcome, outcomes.get(outcome) ?? 0])),
    requests: { sent: requests.length, throttled: entriesOf(journal, 'throttled').length },
    diagnoses: diagnosesOf(journal, parts.tests, tests),
    users: { ...users, swept: entriesOf(journal, 'users-swept').reduce((sum, { count }) => sum + count, 0) },
  } satisfies { [Field in keyof RunRecord]: unknown });
}
