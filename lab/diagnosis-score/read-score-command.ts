import { availableParallelism } from 'node:os';
import { chooseByName } from '../../helpers/flags/choose-by-name.ts';
import { readFlags } from '../../helpers/flags/read-flags.ts';
import { wholeNumber } from '../../helpers/flags/whole-number.ts';
import { largestSeed } from '../seed.ts';
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
  const values = readFlags(
    flags,
    { opaque: { type: 'boolean' }, seed: text, only: text, jobs: text },
    'Known are --opaque, --seed N, --only NAME,NAME and --jobs N.',
  );
  const { seed = '1', only, jobs } = values;
  const all = drawCases(String(wholeNumber('seed', seed, largestSeed)));
  const chosen =
    only === undefined
      ? undefined
      : chooseByName(
          'only',
          only,
          all,
          'which is no case. docs/causes.md lists the faults; a pair is written as "a + b".',
        );
  return {
    cases: chosen ?? all,
    isWhole: only === undefined,
    flags: values.opaque ? ['--opaque'] : [],
    jobs: jobs === undefined ? availableParallelism() : wholeNumber('jobs', jobs),
  };
}
