import { readFileSync } from 'node:fs';
import leven from 'leven';
import { ownerText } from '../config/owner-contacts.ts';
import { projectRoot } from '../config/project-root.ts';
import { shownValue } from '../command-line/shown-value.ts';
import { HarnessError } from '../helpers/errors/harness-error.ts';
import { type CauseId, causes } from './causes/causes.ts';

const page = 'docs/causes.md';

/** What separates a cause from others, from its line in docs/causes.md. */
function separatorOf(id: string): string {
  const row = readFileSync(`${projectRoot}${page}`, 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| \`${id}\``));
  return row?.split(' | ').at(-1)?.replace(/ *\|$/, '') ?? '';
}

/**
 * A cause as a person reads it: what is broken, what separates it from others, what to do, for whom.
 * @throws Error with one sentence when there is no such cause
 */
export function explainCause(id: string): string[] {
  const ids = Object.keys(causes) as CauseId[];
  const known = ids.find((one) => one === id);
  if (!known) {
    const [nearest = ''] = ids.toSorted((a, b) => leven(id, a) - leven(id, b));
    throw new HarnessError(
      'CAUSE_UNKNOWN',
      `There is no cause ${shownValue(id, ids)}; did you mean ${nearest}? ${page} lists them.`,
    );
  }
  const { sentence, owner, next } = causes[known];
  return [
    `${id} (for ${ownerText(owner)})`,
    `  What:  ${sentence}`,
    `  Told by: ${separatorOf(id)}`,
    `  Do:    ${next}`,
  ];
}
