import { shownValue } from '../../config/shown-value.ts';
import { HarnessError } from '../errors/harness-error.ts';

/**
 * The value of a flag that is a number from 1.
 * @throws Error with one sentence that names the flag and what was expected
 */
export function wholeNumber(flag: string, text: string, maximum = 9_999): number {
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : NaN;
  if (number <= maximum) return number;
  throw new HarnessError(
    'FLAG_INVALID',
    `--${flag} is ${shownValue(text)}; expected a whole number from 1 to ${maximum}.`,
  );
}
