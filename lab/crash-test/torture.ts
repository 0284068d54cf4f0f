import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { thisProcess } from '../../config/process-owner.ts';
import { childEnvironment } from '../../config/child-environment.ts';
import { loadEnvironment } from '../../config/environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { resolveTarget } from '../../config/target.ts';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import { stateOfPart } from '../../helpers/users/ledger/owner.ts';
import { partsOfTarget } from '../../helpers/users/ledger/read-ledger.ts';
import { lotOf } from '../seed.ts';
import { startSharedStaging } from './start-shared-staging.ts';
import { startVictimRun, type VictimRun } from './start-victim-run.ts';
import { type Victim, victimsOf } from './victims-of.ts';

/** What came of it. */
export interface TortureResult {
  seed: string;
  kills: Readonly<Record<Victim, number>>;
  /** How many runs took part. */
  runs: number;
  /** How many users were made, by the target's log. */
  made: number;
  /** How many of them were seen at the target, right after a kill, whose process was dead. */
  orphaned: number;
  /** How many were at the target when all runs had ended. */
  beforeSweep: number;
  /** Who is at the target after one sweep, by its database. */
  left: string[];
  /** What went wrong in runs, or in the sweep, that no kill explains: a live run's user that is gone fails its test. */
  harmed: string[];
  seconds: number;
}

const strategies = ['bypass', 'provisioned'] as const;
/** Between two looks at what can be killed, at most. */
const mostPauseMs = 1_000;
/** So many users are made between two kills, at least. */
const leastMade = 3;
/** Until a run has something to kill. */
const patienceMs = 60_000;

function sweep(variables: Record<string, string>): Promise<string[]> {
  return new Promise((resolve) => {
    const words = ['--import', 'tsx', 'helpers/cli/users.ts', 'sweep'];
    execFile(
      process.execPath,
      words,
      { cwd: projectRoot, env: childEnvironment(variables) },
      (error, _stdout, stderr) => {
        resolve(error ? [`the sweep ended in: ${stderr.trim() || error.message}`] : []);
      },
    );
  });
}

/**
 * Lets two runs at a time make and remove users of one local staging, kills processes of theirs at random moments, sweeps once
 * and counts who is left. All processes are its own, on loopback.
 * @param options - `seed`: decides who is killed and when, as far as processes are alike
 */
export async function torture({ kills, seed }: { kills: number; seed: string }): Promise<TortureResult> {
  const startedAt = performance.now();
  let lots = 0;
  const random = (): number => lotOf(seed, String((lots += 1)));
  const directory = mkdtempSync(join(tmpdir(), 'netra-torture-'));
  const staging = await startSharedStaging(directory);
  const variables = {
    STAGING_ENV_FILE: staging.envFile,
    STAGING_LEDGER_DIRECTORY: join(directory, 'ledger'),
  };
  const target = resolveTarget(loadEnvironment(variables));
  const runs: VictimRun[] = [];
  const start = (): VictimRun => {
    const strategy = strategies[runs.length % 2] ?? 'bypass';
    const run = startVictimRun(join(directory, String(runs.length)), {
      ...variables,
      STAGING_AUTH_STRATEGY: strategy,
    });
    runs.push(run);
    return run;
  };
  try {
    const pair = [start(), start()];
    const victims = victimsOf(kills, random);
    const orphaned = new Set<string>();
    for (const victim of victims) {
      const deadline = performance.now() + patienceMs;
      const madeBefore = staging.made();
      let isDone = false;
      while (!isDone) {
        if (performance.now() > deadline)
          throw new HarnessError('NOTHING_TO_KILL', `No run made users within ${patienceMs} ms.`);
        await pause(random() * mostPauseMs);
        for (const [place, run] of pair.entries()) if (!run.isRunning()) pair[place] = start();
        // Who is killed before it has made anybody leaves nobody.
        if (staging.made() - madeBefore >= leastMade)
          isDone = pair[Math.floor(random() * pair.length)]?.kill(victim, random) ?? false;
      }
      const there = new Set(staging.users());
      for (const part of partsOfTarget(target).parts)
        if (stateOfPart(part, thisProcess()).isAbandoned)
          for (const { email } of part.users) if (there.has(email)) orphaned.add(email);
    }
    await Promise.all(runs.map((run) => run.gone()));
    const harmed = (await Promise.all(runs.map(({ ended }) => ended))).flat();
    const beforeSweep = staging.users().length;
    harmed.push(...(await sweep(variables)));
    const count = (kind: Victim): number => victims.filter((victim) => victim === kind).length;
    return {
      seed,
      kills: { worker: count('worker'), runner: count('runner'), group: count('group') },
      runs: runs.length,
      made: staging.made(),
      orphaned: orphaned.size,
      beforeSweep,
      left: staging.users(),
      harmed,
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
  } finally {
    for (const run of runs) run.kill('group', random);
    await Promise.all(runs.map((run) => run.gone()));
    await staging.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
