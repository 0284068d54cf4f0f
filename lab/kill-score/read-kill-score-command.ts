import { availableParallelism } from 'node:os';
import { chooseByName } from '../../helpers/flags/choose-by-name.ts';
import { readFlags } from '../../helpers/flags/read-flags.ts';
import { wholeNumber } from '../../helpers/flags/whole-number.ts';
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
}

/**
 * Reads the flags of `npm run kill-score`.
 * @throws Error with one sentence that names the flag and what was expected
 */
export function readKillScoreCommand(flags: string[], all: readonly Defect[]): KillScoreCommand {
  const text = { type: 'string' } as const;
  const values = readFlags(
    flags,
    { full: { type: 'boolean' }, only: text, draw: text, seed: text, jobs: text, plant: text },
    'Known are --full, --only NAME,NAME, --draw N with --seed N, and --jobs N.',
  );
  const { full, only, draw: count, jobs, plant } = values;
  const chosen =
    only === undefined
      ? undefined
      : chooseByName('only', only, all, 'which is no defect. npm run staging -- --list-variants lists them.');
  const defects = chosen ?? all;
  const seed = values.seed === undefined ? newSeed() : wholeNumber('seed', values.seed, largestSeed);
  return {
    defects: count === undefined ? defects : draw(defects, `${seed}`, wholeNumber('draw', count)),
    ...(count !== undefined && { seed }),
    isWhole: only === undefined && count === undefined && plant === undefined,
    killers: full ? 'all' : 'first',
    jobs: jobs === undefined ? availableParallelism() + 1 : wholeNumber('jobs', jobs),
    plant,
  };
}
