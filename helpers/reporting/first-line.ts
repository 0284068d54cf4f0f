import { stripVTControlCharacters } from 'node:util';
import type { TestError } from '@playwright/test/reporter';

/** The first line of an error, without colours. */
export function firstLine({ message, value }: TestError): string {
  const [line = ''] = stripVTControlCharacters(message ?? value ?? '').split('\n');
  return line || 'no reason was given';
}
