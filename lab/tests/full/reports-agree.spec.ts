import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { readRunRecord, type RunRecord } from '../../../helpers/record/run-record.ts';
import { expect, test } from '../../fixtures/test.ts';
import { disagreements } from '../../reports/reports-agree.ts';

const recordOf = (testInfo: TestInfo): RunRecord => readRunRecord(testInfo.outputPath('reports/record.json'));
const ends = ['--config', 'lab/plants', 'ends', '--grep'];
const health = (service: string, revision: string): string => {
  const body = JSON.stringify({
    ...{ status: 'healthy', service, version: '1.0.0', environment: 'staging' },
    revision,
  });
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
};

/** Each red, besides those of other specs: the fixture runPlaywright holds all reports of each against the record. */
const reds: {
  title: string;
  flags: string[];
  interruptAfter?: string;
  exitCode?: number;
  status: RunRecord['status'];
  kinds: RunRecord['reds'][number]['kind'][];
}[] = [
  {
    title: 'fails, and has a reporter that says passed',
    flags: [...ends, 'fails', '--add-reporter', './lab/plants/says-passed.ts'],
    status: 'failed',
    kinds: ['test-failed'],
  },
  {
    title: 'is over its time',
    flags: [...ends, 'hangs|comes after', '--global-timeout', '8000'],
    status: 'timedout',
    kinds: ['timedout', 'error'],
  },
  {
    title: 'ends by SIGTERM',
    flags: [...ends, 'hangs|comes after'],
    interruptAfter: 'hanging',
    exitCode: 130,
    status: 'interrupted',
    kinds: ['interrupted'],
  },
  {
    title: 'stops after a failure',
    flags: [...ends, 'fails|comes after', '--max-failures', '1'],
    status: 'failed',
    kinds: ['test-failed', 'error'],
  },
  {
    title: 'passes only when run again, and allows none',
    flags: ['--config', 'lab/plants', 'flaky', '--retries', '1', '--fail-on-flaky-tests'],
    status: 'failed',
    kinds: ['flaky'],
  },
  {
    title: 'has its reports removed while it goes on',
    flags: [...ends, 'removes the reports|comes after'],
    status: 'failed',
    kinds: ['reports'],
  },
  {
    title: 'cannot load a file',
    flags: ['--config', 'lab/plants/unloadable.config.ts'],
    status: 'failed',
    kinds: ['error'],
  },
];

test.describe('a red is red in each report, on the terminal and in the exit code, of a run that', () => {
  for (const { title, flags, interruptAfter, exitCode = 1, status, kinds } of reds)
    test(title, async ({ startStaging, runPlaywright }, testInfo) => {
      const { variables } = await startStaging();
      const run = await runPlaywright(
        flags,
        { ...variables, PLANT_OUTPUT: testInfo.outputPath() },
        { signal: 'SIGTERM', ...(interruptAfter !== undefined && { interruptAfter }) },
      );
      const record = recordOf(testInfo);

      expect(run.exitCode, run.output).toBe(exitCode);
      expect(record).toMatchObject({ status, users: { left: [] } });
      expect(record.target.end).toMatchObject({ auth: record.target.start?.auth });
      expect([...new Set(record.reds.map(({ kind }) => kind))]).toEqual(kinds);
    });

  test('has a target of which one service changes under it and one is gone at its end: void', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables, startBrokenEdge } = await startStaging();
    await runPlaywright(['--config', 'lab/plants', 'flaky', '--retries', '1'], {
      ...variables,
      STAGING_AUTH_URL: await startBrokenEdge(health('auth-service', 'abc1234'), 'gone'),
      STAGING_BACKEND_URL: await startBrokenEdge(health('backend', 'abc1234'), health('backend', 'def5678')),
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const { status, reds: why } = recordOf(testInfo);

    expect(status).toBe('void');
    expect(why.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(
        /^VOID: Nothing is said about any build, as the auth service could not be read when the run ended: \[TARGET_UNREACHABLE\] .*does not speak HTTP/,
      ),
      'VOID: Nothing is said about any build, as the chat backend changed under the run: revision "abc1234" at the start, "def5678" at the end. Run again when the target is still.',
    ]);
  });

  test('passes, while a reporter that was added cannot write', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const run = await runPlaywright(
      [...ends, 'comes after', '--add-reporter', './lab/plants/breaks-at-the-end.ts'],
      { ...variables, PLANT_OUTPUT: testInfo.outputPath() },
    );

    expect(run.exitCode, run.output).toBe(1);
    expect(recordOf(testInfo).reds).toMatchObject([
      { kind: 'reporter', sentence: expect.stringContaining('the dashboard answers 503') },
    ]);
  });
});

test.describe('the check that all reports agree', () => {
  test('names each one that is made to say something else', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const run = await runPlaywright(
      [...ends, 'hangs|comes after'],
      { ...variables, PLANT_OUTPUT: testInfo.outputPath() },
      { interruptAfter: 'hanging' },
    );
    const directory = testInfo.outputPath('reports');
    const path = (name: string): string => `${directory}/${name}`;
    const ended = { directory, ...run };
    const green = '<!doctype html><body>all is well</body>';
    writeFileSync(
      path('junit.xml'),
      readFileSync(path('junit.xml'), 'utf8').replaceAll('failure', 'system-out'),
    );
    const results = JSON.parse(readFileSync(path('results.json'), 'utf8')) as object;
    writeFileSync(path('results.json'), JSON.stringify({ ...results, errors: [] }));
    rmSync(path('blob'), { recursive: true });
    mkdirSync(path('blob'));
    for (const name of ['html', 'blob']) writeFileSync(path(`${name}/index.html`), green);
    const told = [...disagreements({ ...ended, output: 'RESULT passed', exitCode: 0 })];

    for (const name of ['the exit code', 'the terminal', 'results.json', 'html', 'blob'])
      expect(told).toContain(`${name} says green, the record says interrupted`);
    expect(told).toContainEqual(
      expect.stringMatching(/^junit\.xml cannot be read: .*its counts are not those/),
    );
    expect(told).toContainEqual(
      expect.stringMatching(/^the terminal does not say why tests did not run: The run was/),
    );
    expect(told).toContainEqual(expect.stringMatching(/^html does not say \(interrupted\): INTERRUPTED: /));
  });
});

test.describe('a command that runs no test', () => {
  test('writes no record, also where it merges with the configuration of the project', async ({
    runPlaywright,
    projectWith,
  }, testInfo) => {
    await runPlaywright(['--config', 'lab/plants', 'expected-failures', '--grep', 'as it is known'], {
      PLANT_OUTPUT: testInfo.outputPath('shard'),
    });
    const root = projectWith({ 'reports/record.json': 'of the run before' });
    const merge = await runPlaywright(
      ['--config', 'lab/plants/playwright.config.ts', testInfo.outputPath('shard/reports/blob')],
      { PLANT_OUTPUT: root },
      { command: 'merge-reports' },
    );

    expect(merge.exitCode, merge.output).toBe(0);
    expect(merge.output).not.toContain('RESULT');
    expect(readFileSync(`${root}/reports/record.json`, 'utf8')).toBe('of the run before');
    expect(existsSync(`${root}/reports/html/index.html`)).toBe(true);
  });
});
