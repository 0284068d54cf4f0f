import { isPlainText } from '../http/is-plain-text.ts';

const maximum = 8000;

/** What is wrong with a message's text, or undefined (contract M2, M4). Length counts Unicode code points. */
export function contentProblem(content: string): string | undefined {
  if (!/\S/u.test(content)) return 'content needs one character that is not white space';
  if (!isPlainText(content)) return 'content must be well-formed text without U+0000';
  const { length } = Array.from(content);
  return length > maximum ? `content has ${length} characters, at most ${maximum} are allowed` : undefined;
}
