import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JSONReport } from '@playwright/test/reporter';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { processStart } from '../../config/process-owner.ts';
import { playwrightCli } from '../../helpers/coverage/playwright-cli.ts';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import { failuresOf } from '../kill-score/failures-of.ts';
import { childrenOf } from './children-of.ts';
import type { Victim } from './victims-of.ts';

/** A run of Playwright that may be killed in parts. */
export interface VictimRun {
  /** Kills one of its processes, or all; false where there is none to kill now. */
  kill(victim: Victim, random: () => number): boolean;
  /** Asks the runner to end; nothing where it has. */
  interrupt(signal: NodeJS.Signals): void;
  /** Whether the runner goes on. */
  isRunning(): boolean;
  /** Resolves when the runner has ended, with what went wrong that no kill explains. */
  ended: Promise<string[]>;
  /** Resolves when the runner and its workers, who may outlive it, have ended; what stays too long is killed, and told. */
  gone(): Promise<void>;
}

const config = 'lab/plants/torture.config.ts';
const lookEveryMs = 100;
const goneWithinMs = 180_000;
/** What Playwright says of a test whose worker was killed. */
const isKill = (text: string): boolean => text.includes('worker process exited unexpectedly');

/** @param output - directory for its reports */
export function startVictimRun(output: string, variables: Record<string, string>): VictimRun {
  const child = spawn(process.execPath, [playwrightCli, 'test', '--config', config], {
    cwd: projectRoot,
    env: childEnvironment({ ...variables, PLANT_OUTPUT: output }),
    stdio: 'ignore',
    detached: true,
  });
  const pid = child.pid ?? NaN;
  /** Each with its start, so that no other process is taken for it. */
  const workers = new Map<number, string | undefined>();
  const isThere = (worker: number): boolean => {
    const start = processStart(worker);
    return start !== undefined && start !== '' && start === workers.get(worker);
  };
  const lookForWorkers = (): number[] => {
    for (const worker of childrenOf(pid)) if (!workers.has(worker)) workers.set(worker, processStart(worker));
    return [...workers.keys()].filter(isThere);
  };
  const look = setInterval(lookForWorkers, lookEveryMs);
  let wasKilled = false;
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;

  const ended = new Promise<string[]>((resolve) => {
    child.once('exit', () => {
      clearInterval(look);
      if (wasKilled) {
        resolve([]);
        return;
      }
      try {
        const report = JSON.parse(
          readFileSync(join(output, 'reports', 'results.json'), 'utf8'),
        ) as JSONReport;
        const texts = [
          ...failuresOf(report).map(({ title, text }) => `${title}: ${text}`),
          ...report.errors.map(({ message = '' }) => message),
        ];
        resolve(texts.filter((text) => !isKill(text)));
      } catch (error) {
        resolve([`a run left no report: ${String(error)}`]);
      }
    });
  });

  return {
    kill: (victim, random) => {
      const living = lookForWorkers();
      if (child.exitCode !== null || wasKilled || living.length === 0) return false;
      if (victim === 'worker') {
        process.kill(living[Math.floor(random() * living.length)] ?? NaN, 'SIGKILL');
        return true;
      }
      wasKilled = true;
      process.kill(victim === 'group' ? -pid : pid, 'SIGKILL');
      return true;
    },
    interrupt: (signal) => {
      wasKilled = true;
      child.kill(signal);
    },
    isRunning,
    ended,
    gone: async () => {
      const deadline = performance.now() + goneWithinMs;
      while (isRunning() || [...workers.keys()].some(isThere)) {
        if (performance.now() > deadline) {
          if (isRunning()) process.kill(-pid, 'SIGKILL');
          throw new HarnessError('RUN_STAYS', `A run, or a worker of it, is there after ${goneWithinMs} ms.`);
        }
        await pause(lookEveryMs);
      }
    },
  };
}
