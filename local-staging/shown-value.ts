import { createHash } from 'node:crypto';
import leven from 'leven';

/**
 * A value of the command line for an error: quoted where it is a number, a short word or nearly an expected one; another one
 * may be a secret in the wrong place, and is shown by its length and fingerprint.
 * @param expected - the words that could have been meant
 */
export function shownValue(value: string, expected: readonly string[] = []): string {
  const isNear = expected.some((word) => leven(value, word) <= Math.min(3, word.length / 3));
  if (isNear || /^(?:-?\d{0,10}(?:\.\d{1,3})?(?:ms|s)?|[a-z]{1,7})$/.test(value))
    return JSON.stringify(value);
  const fingerprint = createHash('sha256').update(value).digest('hex').slice(0, 16);
  return `[${value.length} characters, fingerprint ${fingerprint}]`;
}
