import { readFileSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import { readRunRecord, type RunRecord } from '../../../helpers/record/run-record.ts';
import { readLedger } from '../../../helpers/users/ledger/read-ledger.ts';

const recordOf = (testInfo: TestInfo): RunRecord => readRunRecord(testInfo.outputPath('reports/record.json'));
const ledgerOf = (testInfo: TestInfo, { authUrl }: { authUrl: string }): string =>
  testInfo.outputPath('ledger', new URL(authUrl).host.replace(':', '_'));
const endings = ({ tests }: RunRecord): string[] =>
  tests.map(({ id, outcome, reason }) => `${id.split(' › ').at(-1) ?? ''}: ${outcome}. ${reason ?? ''}`);

const plants = ['--config', 'lab/plants', 'ends'];
const suite = ['--config', 'lab/plants/whole-suite.config.ts'];

test.describe('the record of a run', () => {
  test('that is full counts every test, request and user, as the target counts them', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const run = await runPlaywright(suite, {
      ...variables,
      // A remote target may be late by a minute, and some tests wait for it to the end. This one is not.
      STAGING_REVOCATION_VISIBLE_MS: '1000',
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const record = recordOf(testInfo);

    expect(run.exitCode, run.output).toBe(0);
    expect(record).toMatchObject({
      status: 'passed',
      scope: { whole: true, ignored: [] },
      target: { name: 'remote', backendUrl: staging.backendUrl, profile: '2025-09-07' },
      counts: { passed: Number(/(\d+) passed/.exec(run.output)?.[1]), failed: 0, flaky: 0, blocked: 0 },
      requests: { sent: staging.peak(Infinity), throttled: 0 },
      users: { left: [] },
      reds: [],
    });
    expect(record.harness.revision).toMatch(/^[0-9a-f]{40}(-dirty)?$/);
    const embedded = { version: '1.0.0', revision: 'embedded', environment: 'staging' };
    const look = { auth: expect.objectContaining(embedded), backend: expect.objectContaining(embedded) };
    expect(record.target).toMatchObject({ start: look, end: look });
    expect(record.users.made).toBe(record.users.removed);
    expect(record.users.made).toBeGreaterThan(2);
    expect(new Set(record.tests.map(({ id }) => id)).size).toBe(record.tests.length);
    const tiersOfEvidence = record.tests.flatMap(({ tier, isEvidence }) => (isEvidence ? [tier] : []));
    expect([...new Set(tiersOfEvidence)]).toEqual(['preflight', 'e2e', 'integration']);
  });

  test('that is filtered says so, and by what', async ({ startStaging, runPlaywright }, testInfo) => {
    const { variables } = await startStaging();
    const run = await runPlaywright([...suite, 'tests/e2e', '--grep', 'are healthy'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const record = recordOf(testInfo);

    expect(run.output).toMatch(
      /\nSUBSET: 9 of \d+ tests, chosen by "tests\/e2e --grep are healthy"\. It says nothing about the whole\.\n/,
    );
    expect(record.scope).toMatchObject({ whole: false, chosenBy: ['tests/e2e', '--grep', 'are healthy'] });
    expect(record.tests.at(-1)).toMatchObject({
      tier: 'e2e',
      tags: ['@issue_1234', '@auth'],
      promises: ['A1', 'P1'],
      outcome: 'passed',
      requests: 2,
    });
  });

  test('that fails names the failure, and what could not be run with its reason', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const run = await runPlaywright([...plants, '--grep', 'passes|fails|needs'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const record = recordOf(testInfo);

    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('\nNOT RUN  1: The target does not have faults (parts of the target');
    expect(endings(record)).toEqual([
      'passes: passed. ',
      expect.stringMatching(
        /^fails: failed. Error: expect\(received\)\.toBe\(expected\)[^]*\nExpected: "somebody else"\nReceived: /,
      ),
      expect.stringContaining('needs what the target lacks: not-run. The target does not have faults'),
    ]);
    expect(record).toMatchObject({ status: 'failed', requests: { sent: staging.peak(Infinity) } });
  });

  test('that is interrupted says what was not run, and leaves nobody behind', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const run = await runPlaywright(
      [...plants, '--grep', 'hangs|comes after'],
      { ...variables, PLANT_OUTPUT: testInfo.outputPath() },
      { interruptAfter: 'hanging' },
    );
    const record = recordOf(testInfo);

    expect(run.exitCode).toBe(130);
    expect(record.status).toBe('interrupted');
    expect(endings(record)).toEqual([
      'hangs: not-run. The run was interrupted while it ran.',
      'comes after that: not-run. The run was interrupted before it.',
    ]);
    expect(record.users).toEqual({ made: 1, removed: 1, left: [], swept: 0 });
    expect(staging.count('users')).toBe(0);
  });

  test('whose worker is killed says so, and removes whom it left behind', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const run = await runPlaywright([...plants, '--grep', 'ends its|comes after'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const record = recordOf(testInfo);

    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('SWEEP: 1 abandoned users were removed.');
    expect(endings(record)).toEqual([
      expect.stringMatching(/^ends its worker: failed. Error: worker process exited unexpectedly/),
      'comes after that: passed. ',
    ]);
    expect(record.requests.sent).toBe(staging.peak(Infinity));
    expect(record.users).toEqual({ made: 2, removed: 2, left: [], swept: 1 });
    expect(staging.count('users')).toBe(0);
  });

  test('of a target that cannot delete users is green, counts those left, and keeps them in the ledger', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const options = { ...variables, STAGING_CAPABILITIES: 'none', PLANT_OUTPUT: testInfo.outputPath() };
    const runs = [
      await runPlaywright([...plants, '--grep', 'passes'], options),
      await runPlaywright([...plants, '--grep', 'passes'], options),
    ];

    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(runs[1]?.output).toContain(
      'SWEEP: 1 users of other processes stay, as the target lacks user-deletion.',
    );
    expect(runs[1]?.output).toContain('LEFT BEHIND: 1 users: e2e-test-');
    expect(recordOf(testInfo).users).toMatchObject({ made: 1, removed: 0, swept: 0 });
    expect(readLedger(ledgerOf(testInfo, staging))).toHaveLength(2);
    expect(staging.count('users')).toBe(2);
  });

  test('is left alone where tests are only listed', async ({ runPlaywright, projectWith }) => {
    const root = projectWith({ 'reports/record.json': 'of the run before' });
    const list = await runPlaywright([...plants, '--list'], { PLANT_OUTPUT: root });

    expect(list.output).toContain('Total: ');
    expect(readFileSync(`${root}/reports/record.json`, 'utf8')).toBe('of the run before');
  });

  test('that is no record is refused in a sentence', ({ projectWith }) => {
    const root = projectWith({
      'torn.json': '{"version":1',
      'other.json': '{"version":2}',
      'old.json': '{"version":1}',
    });

    for (const [name, told] of Object.entries({
      'torn.json': 'it is not JSON',
      'other.json': 'it is no record of version 2 (run:',
      'old.json': 'it is of version 1, and this harness reads version 2. Run the suite again',
      'none.json': 'ENOENT',
    }))
      expect(() => readRunRecord(`${root}/${name}`)).toThrow(told);
  });
});
