import { expect, test } from '../../fixtures/test.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';

const plants = ['--config', 'lab/plants', 'expected-failures'];

test.describe('an expected failure', () => {
  test('that fails as it is known to leaves the run green, and the record tells it', async ({
    runPlaywright,
  }, testInfo) => {
    const run = await runPlaywright([...plants, '--grep', 'as it is known'], {
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const { status, tests } = readRunRecord(testInfo.outputPath('reports/record.json'));

    expect(run.exitCode, run.output).toBe(0);
    expect(status).toBe('passed');
    expect(tests).toMatchObject([
      { outcome: 'failed-as-expected', reason: 'Expected until 2999-12-31: Expected: "mended"' },
    ]);
  });

  test('that passes, fails otherwise or for a delivery too, is over or says too little is red, as is a bare skip', async ({
    runPlaywright,
  }, testInfo) => {
    const run = await runPlaywright([...plants, '--grep-invert', 'as it is known|although it is known'], {
      PLANT_OUTPUT: testInfo.outputPath('quiet'),
    });
    const passing = await runPlaywright([...plants, '--grep', 'although it is known'], {
      PLANT_OUTPUT: testInfo.outputPath('passing'),
    });
    const endings = (of: string): string[] =>
      readRunRecord(testInfo.outputPath(`${of}/reports/record.json`)).tests.map(
        ({ outcome, reason }) => `${outcome}: ${String(reason)}`,
      );

    expect(run.exitCode, run.output).toBe(1);
    expect(run.output).toContain('RED: ');
    expect(endings('quiet')).toEqual([
      'failed: It fails, but not with "got 403".',
      'failed: It fails with "Expected: "mended"", and also: [DELIVERY] [E4] run 1 on socket 2: agent_thinking came twice',
      'failed: Its failure was expected until 2026-11-21. Mend the defect, or decide anew.',
      'failed: Its failure was expected until soon. Mend the defect, or decide anew.',
      'failed: It is expected to fail without a message and a last day: use expectedFailure.',
      'failed: It is skipped, and not for a capability that the target lacks.',
    ]);
    expect(passing.exitCode, passing.output).toBe(1);
    expect(endings('passing')).toEqual(['failed: It was expected to fail, and passed.']);
  });
});
