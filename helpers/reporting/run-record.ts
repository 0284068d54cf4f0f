import { z } from 'zod';
import { capabilities, type Capability } from '../../config/capabilities.ts';
import { census } from '../census/census.ts';
import { diagnosisRecord } from './diagnosis-record.ts';

const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative();

/** What came of a test. `not-run` and `blocked` always come with a reason. */
export const testOutcome = z.enum(['passed', 'failed', 'failed-as-expected', 'flaky', 'not-run', 'blocked']);

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
    /** Why it was not run, or the first line of the failure. */
    reason: z.string().optional(),
    /** Failed by the rules of the record, while Playwright let it pass: skipped without need, or failing otherwise than expected. */
    failedByRecord: z.boolean(),
    durationMs: milliseconds,
    /** Requests and handshakes that the test itself sent to the target. */
    requests: count,
    attempts: count,
  })
  .refine(({ outcome, reason }) => outcome === 'passed' || Boolean(reason), {
    message: 'What did not pass has a reason.',
    path: ['reason'],
  });

/** `reports/record.json`, version 1: what the run was and what came of it. reports/README.md explains it. */
export const runRecord = z.strictObject({
  version: z.literal(1),
  /** The run's id, as in the e-mails of its users. */
  run: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: milliseconds,
  /** `running` stays where the runner was killed. */
  status: z.enum(['running', 'passed', 'failed', 'blocked', 'interrupted', 'timedout']),
  /** Why the run is blocked. */
  blocked: z.string().optional(),
  /** Revision of the harness, with `-dirty` where files were changed; null outside git. */
  gitRevision: z.string().nullable(),
  target: z.strictObject({
    name: z.enum(['local', 'remote']),
    /** Null where the embedded staging never came up. */
    authUrl: z.string().nullable(),
    backendUrl: z.string().nullable(),
    strategy: z.string(),
    profile: z.string(),
    /** What the embedded staging did wrong on purpose: variants of docs/variants.md. */
    variants: z.array(z.string()),
    capabilities: z.array(z.enum(Object.keys(capabilities) as [Capability, ...Capability[]])),
    /** As each told in the preflight. */
    services: z.array(
      z.strictObject({ service: z.string(), version: z.string(), revision: z.string().nullable() }),
    ),
  }),
  filter: z.strictObject({
    /** True where not every test of the suite could be run: no statement about the whole. */
    isSubset: z.boolean(),
    /** What chose, e.g. `--grep @issue_1234`. */
    by: z.array(z.string()),
  }),
  /** The run held against the manifest of all tests; null where the configuration names none. */
  census: census.nullable(),
  tests: z.array(testRecord),
  /** How many tests came to which end. */
  counts: z.record(testOutcome, count),
  /** Errors outside tests, e.g. of a clean-up: each makes the run red. */
  errors: z.array(z.string()),
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
});

export type RunRecord = z.infer<typeof runRecord>;
export type TestRecord = RunRecord['tests'][number];
