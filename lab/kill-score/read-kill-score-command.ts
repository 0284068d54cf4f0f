import { availableParallelism } from 'node:os';
import { chooseByName } from '../../helpers/flags/choose-by-name.ts';
import { readFlags } from '../../helpers/flags/read-flags.ts';
import { wholeNumber } from '../../helpers/flags/whole-number.ts';
import { type Defect, drawDefects } from './defect.ts';

/** What `npm run kill-score` was asked for. */
export interface KillScoreCommand {
  defects: readonly Defect[];
  /** Whether these are all that there are. */
  isWhole: boolean;
  /** How many killers of each are looked for. */
  killers: 'first' | 'all';
  /** How many defects at once; one more than there are processors, as many a test waits for what never comes. */
  jobs: number;
  config: string;
  /** Whether that is the suite, whose killers are known. */
  isSuite: boolean;
}

const suiteConfig = 'lab/plants/kill-score.config.ts';

/**
 * Reads the flags of `npm run kill-score`.
 * @param seed - what `--draw` draws by, e.g. the commit
 * @throws Error with one sentence that names the flag and what was expected
 */
export function readKillScoreCommand(
  flags: string[],
  all: readonly Defect[],
  seed: string,
): KillScoreCommand {
  const text = { type: 'string' } as const;
  const values = readFlags(
    flags,
    { full: { type: 'boolean' }, only: text, draw: text, jobs: text, config: text },
    'Known are --full, --only NAME,NAME, --draw N and --jobs N.',
  );
  const { full, only, draw, jobs, config = suiteConfig } = values;
  const chosen =
    only === undefined
      ? undefined
      : chooseByName('only', only, all, 'which is no defect. npm run staging -- --list-variants lists them.');
  const defects = chosen ?? all;
  return {
    defects: draw === undefined ? defects : drawDefects(defects, seed, wholeNumber('draw', draw)),
    isWhole: only === undefined && draw === undefined && config === suiteConfig,
    killers: full ? 'all' : 'first',
    jobs: jobs === undefined ? availableParallelism() + 1 : wholeNumber('jobs', jobs),
    config,
    isSuite: config === suiteConfig,
  };
}
