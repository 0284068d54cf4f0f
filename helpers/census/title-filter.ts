import type { CollectedTest } from './collected-test.ts';
import { patternOf } from './pattern-of.ts';
import type { TestFilter } from './test-filter.ts';

/**
 * What `--grep` is matched with: project, file, describes and title, and behind whichever of the last two its tags. The
 * manifest does not know behind which: these are all the places.
 */
function readingsOf({ id, project, tags }: CollectedTest): string[] {
  const [file = '', ...titles] = id.split(' › ');
  return titles.map((_, index) =>
    ['', project, file, ...titles.slice(0, index + 1), ...tags, ...titles.slice(index + 1)].join(' '),
  );
}

/** What `--grep` chooses. */
export function titleFilter(text: string): TestFilter {
  const pattern = patternOf(text);
  return {
    text: `--grep ${text}`,
    chooses: (test) => {
      const matches = readingsOf(test).map((reading) => pattern.test(reading));
      if (matches.every(Boolean)) return 'yes';
      return matches.some(Boolean) ? 'perhaps' : 'no';
    },
  };
}
