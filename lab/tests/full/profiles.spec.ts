import { expect, test } from '../../fixtures/test.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';

test('a target of another profile fails exactly the tests of the other statuses, which say what was expected', async ({
  startStaging,
  runPlaywright,
}, testInfo) => {
  const { variables } = await startStaging({ profile: 'after-issue-1234' });
  await runPlaywright(
    [
      '--config',
      'lab/plants/whole-suite.config.ts',
      'integration/auth/refusals',
      'integration/auth/forgeries',
      '--grep',
      'N1|N3|iss ',
    ],
    { ...variables, STAGING_PROFILE: '2025-09-07', PLANT_OUTPUT: testInfo.outputPath() },
  );
  const { tests } = readRunRecord(testInfo.outputPath('reports/record.json'));
  const failed = tests.filter(({ outcome }) => outcome === 'failed');
  const ofStatus = tests.filter(({ promises }) => promises.includes('N1') || promises.includes('N3'));

  expect(failed.length).toBeGreaterThan(5);
  expect(failed.map(({ id }) => id)).toEqual(ofStatus.map(({ id }) => id));
  for (const { reason = '' } of failed)
    expect(reason).toMatch(/\[N[13]\] Expected 403 .* \(profile 2025-09-07\), but .* answered 401/);
});
