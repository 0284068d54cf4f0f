import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import { print, printError, printJson, runRedacted } from '../../helpers/cli/run-redacted.ts';
import type { ScoreRow } from './diagnosis-score.ts';
import { readScoreCommand, scoreCommand } from './read-score-command.ts';
import { rowText } from './row-text.ts';
import { runCase } from './run-case.ts';
import { scoreOf } from './score-of.ts';
import { scoreText } from './score-text.ts';

const path = `${projectRoot}reports/diagnosis-score.json`;

/** The exit code: 1 where a diagnosis was wrong. */
async function main(words: readonly string[]): Promise<number> {
  const { cases, isWhole, flags, jobs, json } = readScoreCommand(words);
  const width = Math.max(...cases.map(({ name }) => name.length));
  const rows = new Map<string, ScoreRow>();
  // A person's own file is not to mend what a case takes away.
  const root = mkdtempSync(join(tmpdir(), 'netra-score-'));
  cpSync(`${projectRoot}config/staging.env`, join(root, 'config/staging.env'));
  const queue = cases.values();
  const worker = async (): Promise<void> => {
    for (const one of queue) {
      const row = await runCase(one, { flags, root });
      rows.set(one.name, row);
      (json ? printError : print)(rowText(row, width));
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  const score = scoreOf(cases.flatMap(({ name }) => rows.get(name) ?? []));
  if (isWhole) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(score, undefined, 2)}\n`);
  }
  if (json) printJson(score);
  else print(...scoreText(score));
  return score.wrong === 0 ? 0 : 1;
}

await runRedacted(scoreCommand, main);
