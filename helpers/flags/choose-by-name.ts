import { shownValue } from '../../command-line/shown-value.ts';
import { HarnessError } from '../errors/harness-error.ts';

/**
 * What a flag names of some things, separated by commas.
 * @param otherwise - what to say of a name that none of them has, e.g. `which is no case.`
 * @throws Error with one sentence that shows the names that none of them has
 */
export function chooseByName<Named extends { name: string }>(
  flag: string,
  text: string,
  all: readonly Named[],
  otherwise: string,
): Named[] {
  const wanted = text.split(',').map((name) => name.trim());
  const chosen = wanted.map((name) => all.find((one) => one.name === name));
  const unknown = wanted.filter((_, index) => chosen[index] === undefined);
  if (unknown.length === 0) return chosen.filter((one) => one !== undefined);
  const names = all.map(({ name }) => name);
  throw new HarnessError(
    'FLAG_INVALID',
    `--${flag} names ${shownValue(unknown.join(','), names)}, ${otherwise}`,
  );
}
