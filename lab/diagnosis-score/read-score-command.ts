import { availableParallelism } from 'node:os';
import { type Command, wholeNumber } from '../../command-line/command.ts';
import { readFlags } from '../../command-line/read-flags.ts';
import { chooseByName } from '../../helpers/flags/choose-by-name.ts';
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
  json: boolean;
}

/** `npm run diagnosis-score`. */
export const scoreCommand = {
  name: 'npm run diagnosis-score --',
  does: 'Diagnoses stagings with planted faults, and counts how often the cause is right. Progress is on stderr with --json.',
  flags: {
    seed: {
      value: 'N',
      meaning: 'what pairs and settings are drawn by',
      ...wholeNumber(1, largestSeed),
      default: 1,
    },
    only: { value: 'NAME,NAME', meaning: 'these cases; docs/causes.md lists the faults, a pair is "a + b"' },
    opaque: { meaning: 'with stagings that answer every refusal with 401 and an empty body' },
    jobs: {
      value: 'N',
      meaning: 'how many cases at once; the default is the processors',
      ...wholeNumber(1, 9_999),
      default: availableParallelism(),
    },
    json: { meaning: 'print the score as JSON, as in reports/diagnosis-score.json' },
  },
  exitCodes: {
    0: 'no diagnosis was wrong',
    1: 'a diagnosis was wrong',
    2: 'not all could be run, or a flag is wrong',
  },
  examples: ['--seed 7', '--only backend-down,"healthy 1" --json'],
} as const satisfies Command;

/**
 * Reads the flags of `npm run diagnosis-score`.
 * @throws Error with one sentence that names the flag and what was expected
 */
export function readScoreCommand(words: readonly string[]): ScoreCommand {
  const { seed, only, opaque, jobs, json } = readFlags(words, scoreCommand);
  const all = drawCases(String(seed));
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
    flags: opaque ? ['--opaque'] : [],
    ...{ jobs, json },
  };
}
