import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { ownReports, reportsLost } from '../../config/own-reports.ts';
import { type ProcessOwner, thisProcess } from '../../config/process-owner.ts';
import { expect, test } from '../fixtures/test.ts';

const run = '2611302211-abc123';
const lockOf = (owner: ProcessOwner): string =>
  JSON.stringify({ run: '2611302200-first1', since: '2026-11-30T22:00:00.000Z', owner });
const dead = (): ProcessOwner => ({ ...thisProcess(), startedAt: 'another time' });
const elsewhere = (): ProcessOwner => ({ ...thisProcess(), host: 'another-laptop' });

const ofRunBefore = {
  'reports/README.md': 'committed',
  'reports/record.json': 'passed',
  'reports/junit.xml': 'passed',
  'reports/results.json': 'passed',
  'reports/html/index.html': 'passed',
  'reports/blob/report.zip': 'passed',
  'test-results/one/diagnosis.txt': 'old',
};

test.describe('the reports of a checkout', () => {
  test('are empty for a new run, but for their README', ({ projectWith }) => {
    const root = projectWith(ofRunBefore);
    ownReports(root, run);

    expect(readdirSync(`${root}/reports`)).toEqual(['README.md', 'run.lock']);
    expect(existsSync(`${root}/test-results`)).toBe(false);
    expect(JSON.parse(readFileSync(`${root}/reports/run.lock`, 'utf8'))).toMatchObject({
      run,
      owner: thisProcess(),
    });
  });

  test('of a run that goes on are refused to another, which names it and touches nothing', ({
    projectWith,
  }) => {
    const root = projectWith({ ...ofRunBefore, 'reports/run.lock': lockOf(thisProcess()) });

    expect(() => {
      ownReports(root, run);
    }).toThrow(
      `[REPORTS_IN_USE] ${root}/reports belongs to run 2611302200-first1 (process ${process.pid} on ${thisProcess().host}, since 2026-11-30T22:00:00.000Z), which goes on.`,
    );
    expect(readdirSync(`${root}/reports`)).toEqual([
      'README.md',
      'blob',
      'html',
      'junit.xml',
      'record.json',
      'results.json',
      'run.lock',
    ]);
    expect(existsSync(`${root}/test-results/one/diagnosis.txt`)).toBe(true);
  });

  for (const [whose, lock] of Object.entries({
    'a run whose process is dead': lockOf(dead()),
    'a run whose pid another process has now': lockOf({ ...dead(), pid: 1 }),
  }))
    test(`of ${whose} are taken over`, ({ projectWith }) => {
      const root = projectWith({ ...ofRunBefore, 'reports/run.lock': lock });
      ownReports(root, run);

      expect(readdirSync(`${root}/reports`)).toEqual(['README.md', 'run.lock']);
      expect(readFileSync(`${root}/reports/run.lock`, 'utf8')).toContain(run);
    });

  for (const [whose, lock] of Object.entries({
    'a run on another machine': lockOf(elsewhere()),
    'a run that the lock does not name': 'torn',
  }))
    test(`of ${whose} are taken over once it has not been heard of for a minute`, ({ projectWith }) => {
      const root = projectWith({ ...ofRunBefore, 'reports/run.lock': lock });
      expect(() => {
        ownReports(root, run);
      }).toThrow('[REPORTS_IN_USE]');

      const aMinuteAgo = new Date(Date.now() - 61_000);
      utimesSync(`${root}/reports/run.lock`, aMinuteAgo, aMinuteAgo);
      ownReports(root, run);

      expect(readdirSync(`${root}/reports`)).toEqual(['README.md', 'run.lock']);
    });

  test('whose lock is removed while the run goes on are taken again, and that is reported', ({
    projectWith,
  }) => {
    const root = projectWith(ofRunBefore);
    ownReports(root, run);
    expect(reportsLost()).toBeUndefined();
    rmSync(`${root}/reports`, { recursive: true });

    expect(reportsLost()).toMatch(
      /^REPORTS: \S+\/reports\/run\.lock was removed while this run went on, so another run may have written there and into test-results\/\. Run again, /,
    );
    expect(readFileSync(`${root}/reports/run.lock`, 'utf8')).toContain(run);
    expect(reportsLost()).toContain('was removed');
  });

  test('that another run has taken over are left to it, and that is reported', ({ projectWith }) => {
    const root = projectWith(ofRunBefore);
    ownReports(root, run);
    writeFileSync(`${root}/reports/run.lock`, lockOf(elsewhere()));

    expect(reportsLost()).toContain(
      'reports/run.lock was taken over by run 2611302200-first1 while this run',
    );
    expect(readFileSync(`${root}/reports/run.lock`, 'utf8')).toBe(lockOf(elsewhere()));
  });

  test('that cannot be written are an error of one sentence', ({ projectWith }) => {
    const root = projectWith({ reports: 'a file' });

    expect(() => {
      ownReports(root, run);
    }).toThrow(/^\[REPORTS_UNWRITABLE\] .*\/reports: EEXIST: .* make .* writable for this user, .*\.$/);
  });
});
