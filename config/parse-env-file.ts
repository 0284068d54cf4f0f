import { parse } from 'dotenv';
import type { ConfigurationProblem } from './configuration-error.ts';
import { hiddenValue, shownName } from '../command-line/shown-value.ts';
import { variables } from './variables.ts';

/** The variables of a file, where each stands, and what is wrong with the file itself. */
export interface ParsedEnvFile {
  variables: Record<string, string>;
  /** Line of each variable, from 1. */
  lines: Record<string, number>;
  problems: ConfigurationProblem[];
}

const names = Object.keys(variables.shape);

/** Why a line may look like what it is not. */
export const wrappedValue = 'Is it the rest of the value above? Then put that value into one line.';

const assignment = /^\s*(?:export\s+)?([\w.-]+)\s*=(.*)$/;

/** What dotenv would silently do to a value that was meant otherwise. */
function valueProblem(raw: string): string | undefined {
  // A blank before `#` makes it a comment, also where no value stands before it.
  const value = /^\s+#/.test(raw) ? '' : raw.trim();
  const [quote = ''] = /^["'`]/.exec(value) ?? [];
  if (quote) {
    const isClosed = new RegExp(`^${quote}(?:\\\\.|[^${quote}\\\\])*${quote}\\s*(?:#.*)?$`).test(value);
    return isClosed
      ? undefined
      : `The quote ${quote} is not closed at the end of the value. Close it there, once.`;
  }
  return value.replace(/\s#.*$/, '').includes('#')
    ? 'The value holds an unquoted #, where it would be cut. Put the value into single quotes.'
    : undefined;
}

/**
 * Reads `NAME=value` lines as dotenv does, and reports what dotenv does silently: a name that comes twice, a value that is
 * cut at `#`, a quote that runs on, a line that is no assignment. CRLF, a BOM, quotes, `export` and comments are fine.
 * @param source - the file as a person would name it
 */
export function parseEnvFile(text: string, source: string): ParsedEnvFile {
  const clean = text.replace(/^\uFEFF/, '');
  const lines = Object.create(null) as Record<string, number>;
  const problems: ConfigurationProblem[] = [];

  for (const [index, line] of clean.split(/\r\n|\r|\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const number = index + 1;
    const [, name, value = ''] = assignment.exec(line) ?? [];
    const report = (subject: string, problem: string): void => {
      problems.push({ name: subject, source: `${source}:${number}`, text: problem });
    };
    if (name === undefined) {
      report(
        '(no name)',
        `The line, ${hiddenValue(line)}, is not NAME=value. Mend it, or begin it with # to make it a comment. ${wrappedValue}`,
      );
      continue;
    }
    const first = lines[name];
    if (first !== undefined)
      report(shownName(name, names), `It is set twice, first in line ${first}. Keep one.`);
    else lines[name] = number;
    const problem = valueProblem(value);
    if (problem !== undefined) report(shownName(name, names), problem);
  }
  return { variables: parse(clean), lines, problems };
}
