import { existsSync, readFileSync } from 'node:fs';
import { killScore, type KillScore } from './kill-score.ts';

/**
 * The kill score of last time; undefined where there is none.
 * @throws Error with one sentence when the file is no kill score
 */
export function readKillScore(path: string): KillScore | undefined {
  if (!existsSync(path)) return undefined;
  const broken = (reason: string): Error =>
    new Error(`[KILL_SCORE_UNREADABLE] ${path}: ${reason}. Remove the file: it is written anew.`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw broken(
      error instanceof SyntaxError ? 'it is not JSON' : String((error as NodeJS.ErrnoException).code),
    );
  }
  const { data, error } = killScore.safeParse(json);
  if (data) return data;
  const [issue] = error.issues;
  throw broken(`${String(issue?.path.join('.'))}: ${String(issue?.message)}`);
}
