import { readFileSync } from 'node:fs';
import { defineConfig, type Project } from '@playwright/test';
import type { EmbeddedStaging } from '../../config/environment.ts';
import { reporters } from '../../config/reporters.ts';
import type { FleetPlan } from '../kill-score/run-fleet.ts';
import { output } from './playwright.config.ts';
import wholeSuite from './whole-suite.config.ts';

const plan = JSON.parse(readFileSync(process.env['FLEET_PLAN'] ?? '', 'utf8')) as FleetPlan;

/** Without its preflight: each staging is one of ours. */
const suite: Project =
  plan.plant === undefined
    ? { ...wholeSuite.projects?.find(({ name }) => name === 'suite'), dependencies: [] }
    : { testDir: '.', testMatch: plan.plant };

/** The suite, or some of its tests, against each staging of a fleet: a project for each. */
export default defineConfig<object, { embedded: EmbeddedStaging }>({
  ...wholeSuite,
  // What is wrong on purpose is not diagnosed.
  use: {},
  projects: plan.rows.map(({ name, embedded, tests }) => ({
    ...suite,
    name,
    use: { embedded },
    ...(tests && { grep: new RegExp(tests) }),
  })),
  reporter: reporters({ directory: `${output}/reports`, title: 'Fleet', blob: false }).filter(
    ([name]) =>
      name === 'json' || name.includes('redact') || name.includes('judge') || name.includes('record'),
  ),
});
