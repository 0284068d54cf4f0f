import { availableParallelism } from 'node:os';
import { type Command, wholeNumber } from '../../command-line/command.ts';
import { readFlags } from '../../command-line/read-flags.ts';
import { chooseByName } from '../../helpers/flags/choose-by-name.ts';
import { draw, largestSeed, newSeed } from '../seed.ts';
import type { Defect } from './defect.ts';

/** What `npm run kill-score` was asked for. */
export interface KillScoreCommand {
  defects: readonly Defect[];
  /** What drew them; undefined where nothing was drawn. */
  seed?: number;
  /** Whether these are all that there are. */
  isWhole: boolean;
  /** How many killers of each are looked for. */
  killers: 'first' | 'all';
  /** How many tests at once; one more than there are processors, as many a test waits for what never comes. */
  jobs: number;
  /** Planted specs of lab/plants that run instead of the suite. */
  plant: string | undefined;
  json: boolean;
}

/** `npm run kill-score`. */
export const killScoreCommand = {
  name: 'npm run kill-score --',
  does: 'Runs the suite against each planted defect, and names the defects that no test notices. Progress is on stderr with --json.',
  flags: {
    full: { meaning: 'look for every test that notices a defect, not for the first' },
    only: { value: 'NAME,NAME', meaning: 'these defects; npm run staging -- --list-variants lists them' },
    draw: { value: 'N', meaning: 'so many defects, drawn by the seed', ...wholeNumber(1, 9_999) },
    seed: {
      value: 'N',
      meaning: 'what --draw draws by; the default is a new one, which is printed',
      ...wholeNumber(1, largestSeed),
    },
    jobs: {
      value: 'N',
      meaning: 'how many tests at once; the default is one more than the processors',
      ...wholeNumber(1, 9_999),
      default: availableParallelism() + 1,
    },
    plant: { value: 'NAME', meaning: 'planted specs of lab/plants that run instead of the suite' },
    json: { meaning: 'print the score as JSON, as in reports/kill-score.json' },
  },
  exitCodes: {
    0: 'a test notices each defect',
    1: 'a defect survived',
    2: 'not all could be run, or a flag is wrong',
  },
  examples: ['--only expired-tokens-accepted', '--draw 8 --seed 7 --json'],
} as const satisfies Command;

/**
 * Reads the flags of `npm run kill-score`.
 * @throws Error with one sentence that names the flag and what was expected
 */
export function readKillScoreCommand(words: readonly string[], all: readonly Defect[]): KillScoreCommand {
  const values = readFlags(words, killScoreCommand);
  const { full, only, draw: count, seed = newSeed(), jobs, plant, json } = values;
  const chosen =
    only === undefined
      ? undefined
      : chooseByName('only', only, all, 'which is no defect. npm run staging -- --list-variants lists them.');
  const defects = chosen ?? all;
  return {
    defects: count === undefined ? defects : draw(defects, `${seed}`, count),
    ...(count !== undefined && { seed }),
    isWhole: only === undefined && count === undefined && plant === undefined,
    killers: full ? 'all' : 'first',
    ...{ jobs, plant, json },
  };
}
