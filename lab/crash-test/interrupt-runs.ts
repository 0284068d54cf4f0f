import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import { readRunRecord } from '../../helpers/record/run-record.ts';
import { startSharedStaging } from './start-shared-staging.ts';
import { startVictimRun, type VictimRun } from './start-victim-run.ts';

/** What came of a run that was asked to end. */
export interface Interruption {
  signal: NodeJS.Signals;
  /** After the start of the run, in milliseconds. */
  afterMs: number;
  /** From the signal until the runner and its workers had ended, in milliseconds. */
  endedInMs: number;
  /** Who was at the target then, by its database. */
  left: string[];
  /** How many users a sweep removed, by the record of the run; 0 where it ended before it had one. */
  swept: number;
}

/** So long a run may take to end. */
export const mostMs = 10_000;

function sweptOf(output: string): number {
  const path = join(output, 'reports', 'record.json');
  return existsSync(path) ? readRunRecord(path).users.swept : 0;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Asks a run to end at moments that are spread over its time, which a first run shows, by SIGINT and SIGTERM in turn, and
 * counts who is left. Nothing is swept but by the runs themselves.
 */
export async function interruptRuns(moments: number): Promise<Interruption[]> {
  const directory = mkdtempSync(join(tmpdir(), 'netra-interrupts-'));
  const staging = await startSharedStaging(directory);
  const runs: VictimRun[] = [];
  const start = (): VictimRun => {
    const run = startVictimRun(join(directory, String(runs.length)), {
      STAGING_ENV_FILE: staging.envFile,
      STAGING_LEDGER_DIRECTORY: join(directory, 'ledger'),
      STAGING_AUTH_STRATEGY: runs.length % 4 < 2 ? 'bypass' : 'provisioned',
    });
    runs.push(run);
    return run;
  };
  try {
    const startedAt = performance.now();
    const harmed = await start().ended;
    if (harmed.length > 0)
      throw new HarnessError('RUN_FAILED', `The run without a signal failed: ${harmed.join(' | ')}`);
    const wholeMs = performance.now() - startedAt;

    const interruptions: Interruption[] = [];
    for (let moment = 0; moment < moments; moment += 1) {
      const signal = signals[moment % signals.length] ?? 'SIGINT';
      const afterMs = Math.round((wholeMs * (moment + 0.5)) / moments);
      const output = join(directory, String(runs.length));
      const run = start();
      await pause(afterMs);
      const askedAt = performance.now();
      run.interrupt(signal);
      await run.gone();
      const endedInMs = Math.round(performance.now() - askedAt);
      interruptions.push({ signal, afterMs, endedInMs, left: staging.users(), swept: sweptOf(output) });
    }
    return interruptions;
  } finally {
    for (const run of runs) run.kill('group', () => 0);
    await Promise.all(runs.map((run) => run.gone()));
    await staging.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
