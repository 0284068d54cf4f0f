import { defineConfig } from '@playwright/test';
import { reporters } from '../../config/reporters.ts';
import plants, { output } from './playwright.config.ts';

/** Tests that make users, for who kills their run (npm run users -- torture). */
export default defineConfig({
  ...plants,
  testMatch: 'torture.plant.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: reporters({ directory: `${output}/reports`, title: 'Torture', blob: false }).filter(
    ([name]) =>
      name === 'json' || name.includes('redact') || name.includes('judge') || name.includes('record'),
  ),
});
