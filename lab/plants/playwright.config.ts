import { defineConfig } from '@playwright/test';
import { prepareRunner } from '../../config/prepare-runner.ts';
import { projectRoot } from '../../config/project-root.ts';
import { reporters } from '../../config/reporters.ts';
import { runId } from '../../config/run-id.ts';
import { sweeps } from '../../config/sweeps.ts';

/** Where the run writes: its caller says it. */
export const output = process.env['PLANT_OUTPUT'] ?? `${projectRoot}test-results/plants`;

prepareRunner(`${output}/`);
runId();

/** Runs the planted specs against a target that is already up; their reports go beside the test's other output. */
export default defineConfig({
  testMatch: '*.plant.ts',
  testIgnore: 'unloadable.plant.ts',
  timeout: 10_000,
  workers: 1,
  ...sweeps,
  metadata: { secretsFile: process.env['PLANT_SECRETS'] },
  outputDir: `${output}/test-results`,
  reporter: reporters({ directory: `${output}/reports`, title: 'Plants', blob: true }),
});
