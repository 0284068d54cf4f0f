import { defineConfig } from '@playwright/test';
import wholeSuite from './whole-suite.config.ts';

/** The suite as it would be with a single test, which cannot notice what its title promises. */
export default defineConfig({
  ...wholeSuite,
  projects: [{ name: 'suite', testDir: '.', testMatch: 'toothless.plant.ts' }],
});
