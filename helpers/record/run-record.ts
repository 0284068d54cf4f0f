import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { capabilityNames } from '../../config/contract/capabilities.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { owners } from '../../config/owner.ts';
import { inventoryRecord, runScope } from '../inventory/run-scope.ts';
import { diagnosisRecord } from './run-diagnosis.ts';
import { targetLook } from './target-look.ts';

const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative();

/** The result of a test. `not-run` and `blocked` always come with a reason. */
export const testOutcome = z.enum(['passed', 'failed', 'failed-as-expected', 'flaky', 'not-run', 'blocked']);

const brokenRule = z.enum([
  /** It is skipped, and not for a capability that the target lacks. */
  'skipped',
  /** It is expected to fail, and has no last day, is past it, or fails for another reason. */
  'expected-failure',
  /** It was collected and did not run, though nothing stopped the run. */
  'not-run',
]);

const testRecord = z
  .strictObject({
    /** Stays the same until the test is renamed or moved: file › describes › title, with the repeat where there are several. */
    id: z.string(),
    /** The Playwright project: preflight, unit, integration, e2e or harness. */
    tier: z.string(),
    file: z.string(),
    tags: z.array(z.string()),
    /** Promises of docs/contract.md that the title names. */
    promises: z.array(z.string()),
    /** Capabilities that it needs. */
    needs: z.array(z.string()),
    /** Whether it says something about the target: on a remote one the unit and harness tiers do not. */
    isEvidence: z.boolean(),
    outcome: testOutcome,
    /** Why it was not run, or all that its errors say, without colours; at most about 4,000 characters. */
    reason: z.string().optional(),
    /** The rule by which it failed, while Playwright let it pass. */
    brokenRule: brokenRule.optional(),
    /** Who acts on it: of each test that failed or is flaky (docs/errors.md). */
    owner: z.enum(owners).optional(),
    durationMs: milliseconds,
    /** Requests and handshakes that the test itself sent to the target. */
    requests: count,
    attempts: count,
  })
  .refine(({ outcome, reason }) => outcome === 'passed' || Boolean(reason), {
    message: 'What did not pass has a reason.',
    path: ['reason'],
  })
  .refine(({ outcome, owner }) => (outcome === 'failed' || outcome === 'flaky') === (owner !== undefined), {
    message: 'What failed, and nothing else, has an owner.',
    path: ['owner'],
  });

/** One thing that makes a run red. Every report says the same sentence. */
const red = z.strictObject({
  kind: z.enum([
    /** Tests that Playwright failed; their reasons are in `tests`. */
    'test-failed',
    /** Tests that only passed when run again, where the run allows none. */
    'flaky',
    /** A test that broke a rule of the record. */
    ...brokenRule.options,
    /** No test was run. */
    'no-tests',
    /** The tests that were collected are not those of the inventory. */
    'inventory',
    /** An error outside tests, e.g. of a clean-up. */
    'error',
    /** A file of the users' ledger that cannot be read. */
    'ledger',
    /** Users that are, or may be, still there, though the target can delete them. */
    'left-behind',
    /** The preflight failed: the target cannot be tested. */
    'blocked',
    /** The target changed under the run, or is production: nothing is said about a build. */
    'void',
    'interrupted',
    'timedout',
    /** A report or an attachment held a secret. */
    'leak',
    /** A reporter failed as it wrote, when others had written. */
    'reporter',
    /** The lock of the reports was lost, so another run could write into them. */
    'reports',
    /** The clean-up of a run whose time was over did not end either. */
    'clean-up',
  ]),
  sentence: z.string().min(1),
  /** Ids of the tests that it is about. */
  tests: z.array(z.string()),
});

/** `reports/record.json`, version 2: what the run was, and its result. reports/README.md explains it. */
export const runRecord = z
  .strictObject({
    version: z.literal(2),
    /** The run's id, as in the e-mails of its users. */
    run: z.string(),
    startedAt: z.iso.datetime(),
    durationMs: milliseconds,
    /** `running` stays where the runner was killed. `void`: nothing is said about a build. */
    status: z.enum(['running', 'passed', 'failed', 'blocked', 'void', 'interrupted', 'timedout']),
    /** Everything that makes the run red: the one source of what the other reports say. */
    reds: z.array(red),
    /** The commit of the harness, with `-dirty` where files were changed; null with the reason. */
    harness: z.union([
      z.strictObject({ revision: z.string() }),
      z.strictObject({ revision: z.null(), reason: z.string() }),
    ]),
    target: z.strictObject({
      name: z.enum(['local', 'remote']),
      /** Null where the embedded staging never came up. */
      authUrl: z.string().nullable(),
      backendUrl: z.string().nullable(),
      strategy: z.string(),
      profile: z.string(),
      /** What the embedded staging did wrong on purpose: variants of docs/variants.md. */
      variants: z.array(z.string()),
      capabilities: z.array(z.enum(capabilityNames)),
      /** What both services said of themselves when the run began; null where there was nothing to ask. */
      start: targetLook.nullable(),
      /** And when it ended; null also where they must not be asked again. */
      end: targetLook.nullable(),
    }),
    scope: runScope,
    /** What differs between the run's tests and the test inventory. */
    inventory: inventoryRecord,
    tests: z.array(testRecord),
    /** How many tests came to which end. */
    counts: z.record(testOutcome, count),
    /** Requests and handshakes to the target, and how often it answered 429. */
    requests: z.strictObject({ sent: count, throttled: count }),
    /** Why tests were refused, asked once per signature; no verdict hangs on it. */
    diagnoses: z.array(
      diagnosisRecord.extend({
        /** Ids of the tests that failed with it. */
        tests: z.array(z.string()),
      }),
    ),
    users: z.strictObject({
      made: count,
      /** Of those made: removed, and shown to be gone. */
      removed: count,
      /** Ids, or e-mails where no id is known, of those that are, or may be, still there. */
      left: z.array(z.string()),
      /** How many abandoned ones, of earlier runs or of workers that died, the run's sweeps removed. */
      swept: count,
    }),
  })
  .refine(({ status, reds }) => status === 'running' || (status === 'passed') === (reds.length === 0), {
    message: 'A run is red exactly where something makes it red.',
    path: ['reds'],
  });

export type RunRecord = z.infer<typeof runRecord>;
export type TestRecord = RunRecord['tests'][number];
export type Red = RunRecord['reds'][number];

/**
 * The record of a run.
 * @throws Error with one sentence when the file is not there, or is no record of version 2
 */
export function readRunRecord(path: string): RunRecord {
  const unreadable = (reason: string): Error =>
    new HarnessError('RECORD_UNREADABLE', `${path}: ${reason}. Run the suite again: npm run e2e.`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw unreadable(
      error instanceof SyntaxError ? 'it is not JSON' : String((error as NodeJS.ErrnoException).code),
    );
  }
  const { version } = (json ?? {}) as { version?: unknown };
  if (version !== 2)
    throw unreadable(`it is of version ${String(version)}, and this harness reads version 2`);
  const result = runRecord.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw unreadable(
    `it is no record of version 2 (${String(issue?.path.join('.'))}: ${String(issue?.message)})`,
  );
}
