import { parseArgs, type ParseArgsConfig } from 'node:util';
import { shownValue } from '../../config/shown-value.ts';
import { HarnessError } from '../errors/harness-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What is wrong with the flags; a value in the wrong place may be a secret. Node's own messages would show it. */
function problemOf(flags: readonly string[], options: Options): string | undefined {
  const { tokens } = parseArgs({ args: [...flags], options, strict: false, tokens: true });
  const known = Object.keys(options);
  for (const token of tokens) {
    if (token.kind === 'positional') return `Unexpected argument ${shownValue(token.value, known)}.`;
    if (token.kind !== 'option') continue;
    const { name, value, inlineValue } = token;
    const option = options[name];
    if (!option) {
      const shown = shownValue(name, known);
      return `Unknown option ${shown === `"${name}"` ? `'--${name}'` : shown}.`;
    }
    if (option.type === 'boolean' && value !== undefined) return `--${name} takes no value.`;
    if (option.type === 'string' && (value === undefined || (!inlineValue && value.startsWith('-'))))
      return `--${name} needs a value.`;
  }
  return undefined;
}

/**
 * Reads the flags of a command; nothing but flags may be there.
 * @param known - a sentence that names them, for who gave another
 * @throws Error with one sentence that names the flag and those that are known
 */
export function readFlags<T extends Options>(
  flags: readonly string[],
  options: T,
  known: string,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  const problem = problemOf(flags, options);
  if (problem !== undefined) throw new HarnessError('FLAG_UNKNOWN', `${problem} ${known}`);
  return parseArgs({ args: [...flags], options }).values;
}
