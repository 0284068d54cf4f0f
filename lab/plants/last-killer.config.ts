import { defineConfig } from '@playwright/test';
import killScore from './kill-score.config.ts';

/** The suite without its preflight, which was passed when the killer of last time was found. */
export default defineConfig({
  ...killScore,
  projects:
    killScore.projects?.flatMap(({ dependencies, ...project }) => (dependencies ? [project] : [])) ?? [],
});
