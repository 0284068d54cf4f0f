import type { ListedTest } from '../../helpers/coverage/listed-test.ts';
import type { KillScore } from './kill-score.ts';

const tiersOfSuite = ['unit', 'integration', 'e2e'];

/** The tests of the suite without which every defect would still be noticed. */
export function neverAlone(
  { defects }: KillScore,
  tests: readonly Pick<ListedTest, 'tier' | 'file' | 'title'>[],
): string[] {
  const alone = new Set(
    defects.flatMap(({ killedBy, alsoKilledBy }) => (alsoKilledBy.length === 0 ? (killedBy ?? []) : [])),
  );
  return tests
    .filter(({ tier }) => tiersOfSuite.includes(tier))
    .map(({ file, title }) => `${file} › ${title}`)
    .filter((test) => !alone.has(test));
}
