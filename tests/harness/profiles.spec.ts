import { expect, test } from '../../fixtures/test.ts';
import { readRunRecord } from '../../helpers/reporting/read-run-record.ts';

const crossings = [
  { of: 'after-issue-1234', expected: '2025-09-07', told: 'Expected 403', seen: 'answered 401' },
  { of: '2025-09-07', expected: 'after-issue-1234', told: 'Expected 401', seen: 'answered 403' },
] as const;

test.describe('a target', () => {
  for (const { of, expected, told, seen } of crossings) {
    test(`of profile ${of} fails exactly the tests of a status that ${expected} has otherwise, and they say so`, async ({
      startStaging,
      runPlaywright,
    }, testInfo) => {
      const { variables } = await startStaging({ profile: of });
      await runPlaywright(
        ['--config', 'tests/harness/plants/whole-suite.config.ts', 'integration/auth', 'integration/routing'],
        { ...variables, STAGING_PROFILE: expected, PLANT_OUTPUT: testInfo.outputPath() },
      );
      const { tests } = readRunRecord(testInfo.outputPath('reports/record.json'));
      const failed = tests.filter(({ outcome }) => outcome === 'failed');
      const ofStatus = tests.filter(({ promises }) => promises.includes('N1') || promises.includes('N3'));

      expect(failed.length).toBeGreaterThan(20);
      expect(failed.map(({ id }) => id)).toEqual(ofStatus.map(({ id }) => id));
      for (const { reason = '' } of failed)
        for (const text of [told, `(profile ${expected})`, seen]) expect(reason).toContain(text);
    });
  }
});
