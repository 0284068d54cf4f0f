import { defineConfig } from '@playwright/test';
import { reporters } from '../../config/reporters.ts';
// Before the suite's own, which would take the reports of the checkout.
import { output } from './playwright.config.ts';
import suite from '../../playwright.config.ts';

/** The suite itself, with its reports beside the output of the test that runs it. */
export default defineConfig({
  ...suite,
  outputDir: `${output}/test-results`,
  reporter: reporters({
    directory: `${output}/reports`,
    title: 'Plants',
    blob: false,
    inventory: { path: '../../tests/inventory.txt', projects: ['preflight', 'suite'] },
  }),
});
