import type { Fate, KillScore } from './kill-score.ts';

/** The score of some defects, in the order of the list. */
export function scoreOf(defects: readonly Fate[]): KillScore {
  const survived = defects.filter(({ killedBy }) => killedBy === null).map(({ name }) => name);
  return {
    total: defects.length,
    killed: defects.length - survived.length,
    survived,
    defects: [...defects],
  };
}
