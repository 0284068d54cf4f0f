import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { drawCases } from './draw-cases.ts';
import type { ScoreCase } from './score-case.ts';

/** What `npm run diagnosis-score` was asked for. */
export interface ScoreCommand {
  cases: readonly ScoreCase[];
  /** Whether these are all that there are. */
  isWhole: boolean;
  /** For every staging. */
  flags: readonly string[];
  /** How many cases at once. */
  jobs: number;
}

/**
 * Reads the flags of `npm run diagnosis-score`.
 * @throws Error with one sentence that names the flag and what was expected
 */
export function readScoreCommand(flags: string[]): ScoreCommand {
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: flags,
      options: { opaque: { type: 'boolean' }, seed: text, only: text, jobs: text },
    }));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error);
    throw new Error(
      `[FLAG_UNKNOWN] ${String(reason)}. Known are --opaque, --seed N, --only NAME,NAME and --jobs N.`,
      { cause: error },
    );
  }
  const { seed = '1', only, jobs = String(availableParallelism()) } = values;
  for (const [flag, value] of Object.entries({ seed, jobs }))
    if (!/^[1-9]\d{0,5}$/.test(value))
      throw new Error(`[FLAG_INVALID] --${flag} is "${value}"; expected a whole number from 1 to 999999.`);
  const all = drawCases(seed);
  const chosen = only?.split(',').map((name) => {
    const found = all.find((one) => one.name === name.trim());
    if (found) return found;
    throw new Error(
      `[FLAG_INVALID] --only names "${name}", which is no case. docs/causes.md lists the faults; a pair is written as "a + b".`,
    );
  });
  return {
    cases: chosen ?? all,
    isWhole: only === undefined,
    flags: values.opaque ? ['--opaque'] : [],
    jobs: Number(jobs),
  };
}
