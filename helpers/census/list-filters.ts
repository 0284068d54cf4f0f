import { readFileSync } from 'node:fs';
import { fileOf } from './file-of.ts';
import type { TestFilter } from './test-filter.ts';
import { titleOf } from './title-of.ts';

function lineFilter(line: string): TestFilter {
  const tokens = line.split(line.includes('›') ? '›' : '>').map((token) => token.trim());
  const [, project] = /^\[(.*)\]$/.exec(tokens[0] ?? '') ?? [];
  const [place = '', ...titles] = project === undefined ? tokens : tokens.slice(1);
  const file = place.replace(/:\d+(:\d+)?$/, '').replaceAll('\\', '/');
  const title = titles.join(' › ');
  return {
    text: line,
    chooses: (test) => {
      const isOfIt =
        (project === undefined || project === test.project) &&
        fileOf(test.id) === file &&
        (title === '' || `${titleOf(test.id)} › `.startsWith(`${title} › `));
      return isOfIt ? 'yes' : 'no';
    },
  };
}

/** What each line of the file of `--test-list` chooses: a file, a describe or a test, of one project or of all. */
export function listFilters(path: string): TestFilter[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(lineFilter);
}
