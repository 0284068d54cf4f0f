import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import { print, printError, printJson, runRedacted } from '../../helpers/cli/run-redacted.ts';
import { listTests } from '../../helpers/coverage/list-tests.ts';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import { listDefects } from './defect.ts';
import { huntDefects } from './hunt-defects.ts';
import { type Fate, fateText, scoreOf, scoreText } from './kill-score.ts';
import { killers as lastTime } from './killers.ts';
import { neverAlone } from './never-alone.ts';
import { killScoreCommand, readKillScoreCommand } from './read-kill-score-command.ts';
import { startFleet } from './start-fleet.ts';

const path = `${projectRoot}reports/kill-score.json`;

/** The exit code: 1 where a defect survived. */
async function main(words: readonly string[]): Promise<number> {
  const { defects, seed, isWhole, killers, jobs, plant, json } = readKillScoreCommand(
    words,
    await listDefects(),
  );
  const lastKillers: ReadonlyMap<string, string> = plant === undefined ? lastTime.read() : new Map();
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      interrupt.abort(new HarnessError('INTERRUPTED', `by ${signal}. Nothing was written.`));
    });

  const progress = json ? printError : print;
  if (seed !== undefined) progress(`Drawn by --seed ${seed}.`);
  const width = Math.max(...defects.map(({ name }) => name.length));
  const fates = new Map<string, Fate>();
  const fleet = await startFleet();
  try {
    await huntDefects(defects, {
      ...{ fleet, lastKillers, killers, plant, workers: jobs, signal: interrupt.signal },
      onFate: (fate) => {
        fates.set(fate.name, fate);
        progress(fateText(fate, width));
      },
    });
  } finally {
    await fleet.close();
  }
  const score = scoreOf(defects.flatMap(({ name }) => fates.get(name) ?? []));
  if (isWhole) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(score, undefined, 2)}\n`);
    lastTime.write(score);
  }
  if (json) printJson(score);
  else print(scoreText(score));
  if (!json && killers === 'all') {
    const idle = neverAlone(score, await listTests());
    print(`${idle.length} tests are the only killer of nothing:`);
    print(...idle.map((test) => `  ${test}`));
  }
  return score.survived.length === 0 ? 0 : 1;
}

await runRedacted(killScoreCommand, main);
