import { defineConfig } from '@playwright/test';
import { reporters } from '../../config/reporters.ts';
import suite from '../../playwright.config.ts';

const output = process.env['PLANT_OUTPUT'] ?? '';

/** The suite itself, with its reports beside the output of the test that runs it. */
export default defineConfig({
  ...suite,
  testDir: '../..',
  metadata: { ...suite.metadata, isWholeSuite: true },
  projects:
    suite.projects?.map((project) => ({ ...project, testDir: `../../${String(project.testDir)}` })) ?? [],
  outputDir: `${output}/test-results`,
  reporter: reporters({
    directory: `${output}/reports`,
    title: 'Plants',
    blob: false,
    census: '../../tests/census.json',
  }),
});
