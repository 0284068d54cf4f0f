import { defineConfig } from '@playwright/test';
import type { Diagnosing } from '../../../fixtures/diagnosis.ts';
import wholeSuite from './whole-suite.config.ts';
import { reporters } from '../../../config/reporters.ts';

const output = process.env['PLANT_OUTPUT'] ?? '';

/** The suite itself, with what `npm run kill-score` reads: the record and the results. */
export default defineConfig<object, { diagnosing: Diagnosing }>({
  ...wholeSuite,
  // It is wrong on purpose.
  use: { diagnosing: 'off' },
  reporter: reporters({ directory: `${output}/reports`, title: 'Defects', blob: false }).filter(
    ([name]) =>
      name === 'json' || name.includes('redact') || name.includes('blocked') || name.includes('record'),
  ),
});
