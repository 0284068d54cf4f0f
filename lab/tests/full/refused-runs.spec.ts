import { expect, test } from '../../fixtures/test.ts';

const suite = ['--config', 'lab/plants/whole-suite.config.ts'];
test.describe('a run', () => {
  for (const flag of ['--no-deps', '--reporter=line', '--reporter']) {
    test(`has no place for ${flag}, which would make a run less than it seems`, async ({ runPlaywright }) => {
      const { exitCode, output } = await runPlaywright([...suite, flag, 'tests/unit'], {
        STAGING_TARGET: 'local',
      });

      expect(exitCode).toBe(1);
      expect(output).toMatch(
        /^\[CONFIGURATION_INVALID\] The run cannot start:\n {2}--(no-deps|reporter) \(the command line\): It /,
      );
    });
  }

  test('with a wrong setting stops before any test, with the message and no stack trace', async ({
    runPlaywright,
  }) => {
    const { exitCode, output } = await runPlaywright(suite, { STAGING_TARGET: 'moon' });

    expect(exitCode).toBe(1);
    expect(output.trim()).toBe(
      '[CONFIGURATION_INVALID] The run cannot start:\n' +
        '  STAGING_TARGET (the process environment): "moon". Expected local or remote.',
    );
  });
});
