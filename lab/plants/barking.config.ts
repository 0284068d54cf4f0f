import { defineConfig } from '@playwright/test';
import wholeSuite from './whole-suite.config.ts';

/** The suite as it would be with a single test, which is red whatever the target does. */
export default defineConfig({
  ...wholeSuite,
  projects: [{ name: 'suite', testDir: '.', testMatch: 'barking.plant.ts' }],
});
