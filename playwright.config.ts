import { rmSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { ConfigurationError } from './config/configuration-error.ts';
import { loadEnvironmentWithSources } from './config/environment.ts';
import { nameOfTarget } from './config/target.ts';
import { prepareRunner } from './config/prepare-runner.ts';
import { projectRoot } from './config/project-root.ts';
import { reporters } from './config/reporters.ts';
import { runDirectory } from './config/run-directory.ts';
import { runId } from './config/run-id.ts';
import { specsIn } from './config/specs-in.ts';
import { sweeps } from './config/sweeps.ts';
import { tiers } from './config/tiers.ts';
import { timeouts } from './config/timeouts.ts';

prepareRunner(projectRoot);
const { environment, sources } = loadEnvironmentWithSources();
const variants = environment.STAGING_VARIANTS;
// Whoever names the file of a local staging that is up has started it.
const startsStaging =
  environment.STAGING_TARGET === 'local' && process.env['STAGING_LOCAL_ENV_FILE'] === undefined;
if (startsStaging && variants.length > 0) {
  // Only then: the tables reach deep into the embedded staging.
  const { readVariant } = await import('./local-staging/variants/read-variant.ts');
  try {
    variants.forEach(readVariant);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([{ name: 'STAGING_VARIANTS', source: sources.STAGING_VARIANTS, text }]);
  }
}
// The runner names it, so that its workers inherit it.
runId();
/** What the embedded staging writes goes with the run, however that ends. */
const handover = `${runDirectory()}-staging`;
if (startsStaging)
  process.once('exit', () => {
    rmSync(handover, { recursive: true, force: true });
  });
const isCi = Boolean(process.env['CI']);

export default defineConfig<object, { diagnosedBy: string }>({
  // Where it really is, whichever link to it was named.
  testDir: projectRoot,
  outputDir: `${projectRoot}test-results`,
  ...sweeps,
  fullyParallel: true,
  // Everywhere: a focused test would make a part of the suite look like the whole.
  forbidOnly: true,
  workers: '100%',
  timeout: timeouts.testMs,
  use: { diagnosedBy: `${projectRoot}doctor/in-run/diagnose-refusal.ts` },
  projects: [
    { name: 'preflight', testDir: `${projectRoot}tests/preflight` },
    {
      // One project for all tiers: a worker lives in one project, and starts in a second or two.
      name: 'suite',
      testDir: `${projectRoot}tests`,
      testMatch: specsIn(...tiers.map((tier) => `tests/${tier}`)),
      dependencies: ['preflight'],
    },
    {
      name: 'harness',
      testDir: `${projectRoot}lab/tests`,
      testIgnore: specsIn('lab/tests/full'),
      default: false,
    },
    // What starts Playwright, draws or kills: npm run test:full.
    { name: 'harness-full', testDir: `${projectRoot}lab/tests/full`, default: false },
  ],
  reporter: reporters({
    directory: `${projectRoot}reports`,
    title: `Netra staging: ${nameOfTarget(environment)}`,
    blob: isCi,
    inventory: { path: `${projectRoot}tests/inventory.txt`, projects: ['preflight', 'suite'] },
  }),
  ...(startsStaging && {
    webServer: {
      name: 'local staging',
      cwd: projectRoot,
      // The file holds the keys of this start; its path reaches the workers as STAGING_LOCAL_ENV_FILE.
      env: { HANDOVER: handover },
      command: `umask 077; mkdir -p "$HANDOVER"; exec node --import tsx local-staging/main.ts --profile ${environment.STAGING_PROFILE} --write-env "$HANDOVER/env" --log "$HANDOVER/env.log"${variants.map((variant) => ` --variant ${variant}`).join('')}`,
      wait: { stdout: /"envFile":"(?<STAGING_LOCAL_ENV_FILE>[^"]+)"/ },
      gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5_000 },
    },
  }),
});
