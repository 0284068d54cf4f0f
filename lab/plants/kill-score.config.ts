import { defineConfig } from '@playwright/test';
import { reporters } from '../../config/reporters.ts';
import { output } from './playwright.config.ts';
import wholeSuite from './whole-suite.config.ts';

/** The suite itself, with what `npm run kill-score` reads: the record and the results. */
export default defineConfig({
  ...wholeSuite,
  // It is wrong on purpose, so nothing asks why.
  use: {},
  reporter: reporters({ directory: `${output}/reports`, title: 'Defects', blob: false }).filter(
    ([name]) =>
      name === 'json' || name.includes('redact') || name.includes('judge') || name.includes('record'),
  ),
});
