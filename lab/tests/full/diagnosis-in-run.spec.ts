import type { TestInfo } from '@playwright/test';
import type { PrivateStaging } from '../../../fixtures/start-staging.ts';
import { expect, test } from '../../fixtures/test.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';
import { contentsOf } from '../../contents-of.ts';
import type { PlaywrightRun, RunPlaywright } from '../../fixtures/run-playwright.ts';

const suite = ['--config', 'lab/plants/whole-suite.config.ts'];

async function runSuite(
  runPlaywright: RunPlaywright,
  { variables }: PrivateStaging,
  testInfo: TestInfo,
  paths: string[],
): Promise<PlaywrightRun & { record: ReturnType<typeof readRunRecord>; attached: string[] }> {
  const run = await runPlaywright([...suite, ...paths], {
    ...variables,
    PLANT_OUTPUT: testInfo.outputPath(),
  });
  const texts = [...contentsOf(testInfo.outputPath('reports/html'))];
  return {
    ...run,
    record: readRunRecord(testInfo.outputPath('reports/record.json')),
    attached: texts.flatMap(({ text }) => (text.includes('\nCAUSE: ') ? [text] : [])),
  };
}

test.describe('a run whose target refuses', () => {
  test('is diagnosed once, where the preflight is blocked, and says the cause everywhere', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const staging = await startStaging({ variants: ['backend-secret-differs'] });
    const { output, record, attached } = await runSuite(runPlaywright, staging, testInfo, []);

    expect(record.status).toBe('blocked');
    expect(record.diagnoses).toEqual([
      expect.objectContaining({
        signature: 'the handshake answered 403',
        findings: [
          { causes: [expect.objectContaining({ id: 'backend-secret-differs', owner: 'operations' })] },
        ],
        tests: [expect.stringContaining('the socket welcomes that user')],
      }),
    ]);
    expect(output).not.toContain('LEAK');
    expect(record.tests.filter(({ owner }) => owner === 'operations')).toHaveLength(1);
    expect(output).toContain('\nOWNER    1 failed: operations — operations team, #operations\n');
    expect(output).toContain('WHY: the handshake answered 403, in 1 tests.\n  CAUSE: backend-secret-differs');
    expect(attached.join('\n')).toContain('CAUSE: backend-secret-differs (for operations ');
    expect(staging.staging.count('users')).toBe(0);
  });

  test('is diagnosed once for all tests that were refused alike', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const staging = await startStaging({ variants: ['validation-contract-drift:family=messages'] });
    const { output, record } = await runSuite(runPlaywright, staging, testInfo, [
      'tests/integration/messages',
      'tests/integration/socket/handshake.spec.ts',
      '--grep',
      'O1|selects',
    ]);

    expect(record.diagnoses).toEqual([
      expect.objectContaining({
        signature: 'the chat backend answered 401',
        findings: [{ causes: [expect.objectContaining({ id: 'validation-contract-drift' })] }],
      }),
    ]);
    const failed = record.tests.flatMap(({ id, outcome }) => (outcome === 'failed' ? [id] : []));
    expect(failed.length, output).toBeGreaterThan(1);
    expect(record.diagnoses[0]?.tests).toEqual(failed);
    expect(output).not.toContain('LEAK');
    expect(staging.staging.count('users')).toBe(0);
  });
});
