import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONReport } from '@playwright/test/reporter';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { playwrightCli } from '../../helpers/coverage/playwright-cli.ts';
import { readRunRecord } from '../../helpers/record/run-record.ts';
import { tierOf } from '../../helpers/inventory/test-name.ts';
import { type Failure, failuresOf } from './failures-of.ts';

/** What a run against a defective staging came to. */
export interface DefectRun {
  failures: Failure[];
  /** Why nothing was shown: the preflight let nothing run, or the run left no report. */
  blocked: string | undefined;
}

export interface DefectRunOptions {
  /** Its name; undefined for a healthy staging. */
  defect: string | undefined;
  /** What names the staging, where one is up; else the run starts its own. */
  envFile: string | undefined;
  /** The Playwright configuration, which writes its reports to the directory that PLANT_OUTPUT names. */
  config: string;
  /** What chooses the tests, e.g. `-g`. */
  flags: readonly string[];
  timeoutMs: number;
  /** Ends the run as Ctrl-C does. */
  signal: AbortSignal;
}

/** Runs the suite, or a part of it, against an embedded staging with one defect or none. */
export async function runWithDefect(options: DefectRunOptions): Promise<DefectRun> {
  const directory = mkdtempSync(join(tmpdir(), 'netra-kill-score-'));
  try {
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [playwrightCli, 'test', '--config', options.config, '--workers', '1', ...options.flags],
        {
          cwd: projectRoot,
          env: childEnvironment({
            STAGING_TARGET: 'local',
            STAGING_VARIANTS: options.defect ?? '',
            PLANT_OUTPUT: directory,
            ...(options.envFile !== undefined && { STAGING_LOCAL_ENV_FILE: options.envFile }),
          }),
          maxBuffer: 64 * 1024 * 1024,
          timeout: options.timeoutMs,
          signal: options.signal,
          killSignal: 'SIGINT',
        },
        (_error, stdout, stderr) => {
          resolve(stdout + stderr);
        },
      );
    });
    options.signal.throwIfAborted();
    const read = (name: string): string => join(directory, 'reports', name);
    try {
      const record = readRunRecord(read('record.json'));
      const report = JSON.parse(readFileSync(read('results.json'), 'utf8')) as JSONReport;
      return {
        failures: failuresOf(report).filter(({ file }) => tierOf(file) !== 'preflight'),
        blocked:
          record.status === 'blocked' ? record.reds.map(({ sentence }) => sentence).join(' ') : undefined,
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        failures: [],
        blocked: `the run left no report (${reason}). It printed: ${output.trim().slice(-500)}`,
      };
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
