import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONReport } from '@playwright/test/reporter';
import { childEnvironment } from '../../config/child-environment.ts';
import type { EmbeddedStaging } from '../../config/environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { playwrightCli } from '../../helpers/coverage/playwright-cli.ts';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import { type ProjectResult, resultsByProject } from './failures-of.ts';
import { type Fleet, healthy } from './start-fleet.ts';

/** Tests that run against one staging of a fleet. */
export interface FleetRow {
  /** Of the staging: a defect, or `healthy`. */
  name: string;
  /** As `file › title`; all where undefined. */
  tests?: readonly string[] | undefined;
}

/** What lab/plants/fleet.config.ts makes projects of. */
export interface FleetPlan {
  /** Planted specs that run instead of the suite. */
  plant?: string;
  rows: { name: string; embedded: EmbeddedStaging; /** A regular expression. */ tests?: string }[];
}

export interface FleetRunOptions {
  fleet: Fleet;
  /** Planted specs of `lab/plants` that run instead of the suite. */
  plant?: string | undefined;
  workers: number;
  /** Ends the run as Ctrl-C does. */
  signal: AbortSignal;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** What chooses tests by file and title, in Playwright's own line of project, file, describes, title and tags. */
function pattern(tests: readonly string[]): string {
  return tests
    .map((test) => {
      const [file = '', ...titles] = test.split(' › ');
      return `${escaped(file.replace(/^tests\//, ''))} .*${escaped(titles.join(' › '))}(?: @|$)`;
    })
    .join('|');
}

/**
 * Runs tests against stagings of a fleet, all in one run of Playwright.
 * @returns by the name of the row
 * @throws HarnessError when the run left no report
 */
export async function runFleet(
  rows: readonly FleetRow[],
  { fleet, plant, workers, signal }: FleetRunOptions,
): Promise<ReadonlyMap<string, ProjectResult>> {
  const directory = mkdtempSync(join(tmpdir(), 'netra-fleet-run-'));
  try {
    const plan: FleetPlan = {
      ...(plant !== undefined && { plant }),
      rows: rows.map(({ name, tests }) => ({
        name,
        embedded: { envFile: fleet.envFileOf(name), variants: name === healthy ? '' : name },
        ...(tests && { tests: pattern(tests) }),
      })),
    };
    const planFile = join(directory, 'plan.json');
    writeFileSync(planFile, JSON.stringify(plan));
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [playwrightCli, 'test', '--config', 'lab/plants/fleet.config.ts', '--workers', String(workers)],
        {
          cwd: projectRoot,
          env: childEnvironment({
            STAGING_TARGET: 'local',
            STAGING_LOCAL_ENV_FILE: fleet.envFileOf(healthy),
            PLANT_OUTPUT: directory,
            FLEET_PLAN: planFile,
          }),
          maxBuffer: 256 * 1024 * 1024,
          signal,
          killSignal: 'SIGINT',
        },
        (_error, stdout, stderr) => {
          resolve(stdout + stderr);
        },
      );
    });
    signal.throwIfAborted();
    try {
      const report = JSON.parse(readFileSync(join(directory, 'reports/results.json'), 'utf8')) as JSONReport;
      return resultsByProject(report);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new HarnessError(
        'FLEET_FAILED',
        `A run of the fleet left no report (${reason}). It printed: ${output.trim().slice(-500)}`,
      );
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
