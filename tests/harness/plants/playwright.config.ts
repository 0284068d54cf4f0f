import { defineConfig } from '@playwright/test';
import type { Diagnosing } from '../../../fixtures/diagnosis.ts';
import { prepareRunner } from '../../../config/prepare-runner.ts';
import { reporters } from '../../../config/reporters.ts';
import { runId } from '../../../config/run-id.ts';
import { sweeps } from '../../../config/sweeps.ts';

const output = process.env['PLANT_OUTPUT'] ?? '';

prepareRunner(`${output}/reports/record.json`);
runId();

/** Runs the planted specs against a target that is already up; their reports go beside the test's other output. */
export default defineConfig<object, { diagnosing: Diagnosing }>({
  testMatch: '*.plant.ts',
  timeout: 10_000,
  workers: 1,
  // What they break, they break on purpose.
  use: { diagnosing: 'off' },
  ...sweeps,
  metadata: { secretsFile: process.env['PLANT_SECRETS'] },
  outputDir: `${output}/test-results`,
  reporter: reporters({ directory: `${output}/reports`, title: 'Plants', blob: true }),
});
