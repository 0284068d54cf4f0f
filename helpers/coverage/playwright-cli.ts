import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Playwright's command line, for a process of its own. */
export const playwrightCli = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);
