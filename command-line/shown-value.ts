import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import leven from 'leven';

/*
 * A value in the wrong place may be a secret: a key that was pasted into the line above, or the second line of one that was
 * wrapped. So an error shows a value only where its form is harmless.
 */

/** Words that people set where another is expected. */
const commonWords = ['production', 'development', 'undefined'];

/** The first 16 hex digits of its SHA-256 (contract §2.1). */
export const fingerprint = (value: string): string =>
  createHash('sha256').update(value).digest('hex').slice(0, 16);

/** Its length and its fingerprint, which `npm run config` and the doctor show of the configured secrets. */
export function hiddenValue(value: string): string {
  const characters = value.length === 1 ? '1 character' : `${value.length} characters`;
  return `[${characters}, fingerprint ${fingerprint(value)}]`;
}

/** Whether a text is one of some words, but for a slip of the keyboard. */
const isNear = (text: string, words: readonly string[]): boolean =>
  words.some((word) => leven(text.toLowerCase(), word.toLowerCase()) <= Math.min(3, word.length / 3));

const isNumber = (text: string): boolean => /^[+-]?\d{1,10}(?:\.\d{1,3})?\s?(?:ms|s|m|min|h)?$/.test(text);

/** No key is so short, and its fingerprint would hide nothing: it takes a second to try them all. */
const isShortWord = (text: string): boolean => /^(?:[a-z]{1,7}|[A-Z]{1,7})$/.test(text);

/** Letters mixed with digits, or very many of them, as in a key. */
const isKeyLike = (name: string): boolean =>
  name
    .split(/[-._~]/)
    .some(
      (part) =>
        part.length > 20 ||
        (part.length >= 10 && ((/\d/.test(part) && /[a-z]/i.test(part)) || /[a-z][A-Z]/.test(part))),
    );

const hostEnd =
  /^(?:localhost|(?:\*\.)?(?:[a-z]+\d{0,3}[.-])+(?:com|net|org|io|dev|ai|app|cloud|local|localhost|internal|test|example|[a-z]{2})|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/;

/** A URL, whole or without the path that may hold a key; undefined for what is none, or may have a user, query or fragment. */
function shownUrl(text: string): string | undefined {
  if (!/^(?:https?|wss?|ftp):\/\/[^\s@\\%]+$/i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, host } = new URL(text);
  if (host.split('.').some((label) => label.length > 40)) return undefined;
  const path = text.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  return /^[\w./~-]*$/.test(path) && !path.split('/').some(isKeyLike) ? text : `${protocol}//${host}/…`;
}

/**
 * A value for an error: quoted where its form is harmless, else its length and fingerprint. Harmless are blanks, a number, a
 * host, a URL without user, query and fragment, a word of up to seven letters, what nearly is an expected word, and lists of
 * such.
 * @param expected - the words that could have been meant
 */
export function shownValue(value: string, expected: readonly string[] = []): string {
  const text = value.trim();
  const words = [...expected, ...commonWords];
  const isKnown = (item: string): boolean =>
    isNumber(item) || isNear(item, words) || hostEnd.test(item) || shownUrl(item) === item;
  if (text === '' || isShortWord(text) || isKnown(text)) return JSON.stringify(value);
  const url = shownUrl(text);
  if (url !== undefined) return JSON.stringify(url);
  const items = text.split(',').map((item) => item.trim());
  if (!items.some((item) => isNear(item, expected) || hostEnd.test(item))) return hiddenValue(value);
  return items.map((item) => (isKnown(item) ? JSON.stringify(item) : hiddenValue(item))).join(', ');
}

/** A path for an error: as it is where something is there, or where it reads like one, else its length and fingerprint. */
export function shownPath(path: string, root: string): string {
  const isPath = /^(?:[\w./~ -]+\.(?:env|json|txt|log|db|sqlite)|(?:~|\.{0,2})\/[a-z\d./_-]*)$/.test(path);
  const isHarmless = isShortWord(path) || (isPath && !path.split('/').some(isKeyLike));
  return isHarmless || existsSync(resolve(root, path)) ? path : hiddenValue(path);
}

/** What a person typed where any text is legal, such as a filter of tests: hidden only where a part of it looks like a key. */
export function shownWord(word: string): string {
  const parts = word.split(/[^a-z\d]+/i);
  const isKey = parts.some(
    (part) => part.length >= 32 || (part.length >= 16 && /\d/.test(part) && /[a-z]/i.test(part)),
  );
  return isKey ? hiddenValue(word) : word;
}

/**
 * A name for an error: as it is where it looks like the name of a variable, else its length and fingerprint. The last line
 * of a key in base64 looks like a name that is set to nothing.
 * @param known - the names that could have been meant
 */
export function shownName(name: string, known: readonly string[]): string {
  const isConventional = /^[A-Z]{1,15}(?:_[A-Z]{1,15}\d{0,2})+$/.test(name);
  return isConventional || isShortWord(name) || isNear(name, known) ? name : hiddenValue(name);
}
