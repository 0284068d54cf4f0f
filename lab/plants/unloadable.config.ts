import { defineConfig } from '@playwright/test';
import plants from './playwright.config.ts';

/** Tests of which one file cannot be loaded. */
export default defineConfig({ ...plants, testMatch: 'unloadable.plant.ts', testIgnore: [] });
