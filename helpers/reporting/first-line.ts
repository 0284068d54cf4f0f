import { stripVTControlCharacters } from 'node:util';
import type { TestError } from '@playwright/test/reporter';

/** The first line of an error, without colours; of a bare matcher also what was expected and received. */
export function firstLine({ message, value }: TestError): string {
  const [line = '', ...more] = stripVTControlCharacters(message ?? value ?? '').split('\n');
  if (!/^(BLOCKED: )?Error: expect\(/.test(line)) return line || 'no reason was given';
  const told = more.map((text) => text.trim()).filter((text) => /^(Expected|Received)\b.*: /.test(text));
  return [line.replace(/ \/\/.*$/, ''), ...told].join(' ');
}
