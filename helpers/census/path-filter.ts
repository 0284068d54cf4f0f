import type { CollectedTest } from './collected-test.ts';
import { fileOf } from './file-of.ts';
import { patternOf } from './pattern-of.ts';
import type { TestFilter } from './test-filter.ts';

/** What one path of the command line chooses: files whose absolute path it matches, or a line in them. */
export function pathFilter(path: string, rootDir: string): TestFilter {
  const [, file = path, line] = /^(.*?):(\d+):?\d*$/.exec(path) ?? [];
  const pattern = patternOf(file);
  return {
    text: path,
    notHeld: line === undefined ? undefined : `${path}: the manifest knows no lines`,
    chooses: ({ id }: CollectedTest) => {
      if (!pattern.test(`${rootDir}/${fileOf(id)}`)) return 'no';
      return line === undefined ? 'yes' : 'perhaps';
    },
  };
}
