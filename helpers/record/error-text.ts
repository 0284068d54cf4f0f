import { stripVTControlCharacters } from 'node:util';
import type { TestError } from '@playwright/test/reporter';
import { cut } from '../evidence/printable.ts';

/** Characters of a reason in the record; what is cut is counted in its place. */
const longestReason = 4_000;

const plain = ({ message, value }: TestError): string =>
  stripVTControlCharacters(message ?? value ?? '').trim() || 'no reason was given';

/** Everything that errors say, without colours and stacks. */
export function errorText(...errors: readonly TestError[]): string {
  return cut(errors.map(plain).join('\n\n'), longestReason);
}

/** The first line of an error, without colours; of a bare matcher also what was expected and received. */
export function firstLine(error: TestError): string {
  const [line = '', ...more] = plain(error).split('\n');
  if (!/^(BLOCKED: )?Error: expect\(/.test(line)) return line;
  const seen = more.map((text) => text.trim()).filter((text) => /^(Expected|Received)\b.*: /.test(text));
  return [line.replace(/ \/\/.*$/, ''), ...seen].join(' ');
}
