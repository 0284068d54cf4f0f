import { defineConfig } from '@playwright/test';
import plants from './playwright.config.ts';

/** Two hundred tests for two workers. */
export default defineConfig({ ...plants, testMatch: 'many.plant.ts', fullyParallel: true, workers: 2 });
