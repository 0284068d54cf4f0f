import { isPlainText } from '../http/is-plain-text.ts';

/** One `@` and a dot in the domain, of well-formed text without U+0000 (contract X5, X17). */
export function isEmail(text: string): boolean {
  return isPlainText(text) && /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(text);
}
