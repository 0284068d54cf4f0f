import { parseArgs } from 'node:util';
import {
  type Action,
  type Command,
  type CommandWithActions,
  type Flag,
  type Flags,
  type Values,
  wordList,
} from './command.ts';
import { CommandError } from './command-error.ts';
import { flagName } from './flag-name.ts';
import { nearest } from './nearest.ts';
import { shownValue } from './shown-value.ts';

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/** What is wrong with a word of the command line as such; undefined where it is a flag with a value, or a switch without. */
function problemOf(
  token: Token,
  flag: Flag | undefined,
  { known, command }: { known: readonly string[]; command: { name: string } },
): CommandError | undefined {
  if (token.kind === 'positional') {
    const [word, flags] = [shownValue(token.value, known), wordList(known.map((one) => `--${one}`))];
    return new CommandError('FLAG_UNKNOWN', `Unexpected argument ${word}; expected ${flags}.`, command);
  }
  if (token.kind !== 'option') return undefined;
  const { name, rawName, value, inlineValue } = token;
  if (!flag) {
    const shown = shownValue(name, known);
    const option = shown === JSON.stringify(name) ? `'${rawName}'` : shown;
    const sentence = `Unknown option ${option}; the nearest is --${nearest(name, known)}.`;
    return new CommandError('FLAG_UNKNOWN', sentence, command);
  }
  const isMissing = value === undefined || (!inlineValue && value.startsWith('-') && !/^-\d/.test(value));
  if (flag.value === undefined && value !== undefined)
    return new CommandError('FLAG_INVALID', `--${name} takes no value.`, command);
  if (flag.value !== undefined && isMissing)
    return new CommandError(
      'FLAG_INVALID',
      `--${name} needs a value; expected ${flag.expected ?? flag.value}.`,
      command,
    );
  return undefined;
}

/**
 * Reads the flags of a command; nothing but flags may be there.
 * @throws CommandError with one line that names the flag, what was expected and where to read more
 */
export function readFlags<F extends Flags>(
  words: readonly string[],
  command: Pick<Command<F>, 'name' | 'flags'>,
): Values<F> {
  const flags = Object.entries<Flag>(command.flags).map(([key, flag]) => ({
    key,
    name: flagName(key),
    flag,
  }));
  const known = [...flags.map(({ name }) => name), 'help'];
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      flags.map(({ name, flag }) => [name, { type: flag.value === undefined ? 'boolean' : 'string' }]),
    ),
    strict: false,
    tokens: true,
  });
  const given = new Map<string, unknown[]>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const flag = token.kind === 'option' ? flags.find(({ name }) => name === token.name)?.flag : undefined;
    const problem = problemOf(token, flag, { known, command });
    if (problem) throw problem;
    if (token.kind !== 'option' || !flag) continue;
    const { name, value = '' } = token;
    const before = given.get(name) ?? [];
    if (before.length > 0 && !flag.repeats)
      throw new CommandError('FLAG_INVALID', `--${name} is given twice; give it once.`, command);
    const read = flag.value === undefined || (value !== '' && (flag.read ? flag.read(value) : value));
    if (read === undefined || read === false)
      throw new CommandError(
        'FLAG_INVALID',
        `--${name} is ${shownValue(value, flag.words)}; expected ${String(flag.expected ?? flag.value)}.`,
        command,
      );
    given.set(name, [...before, read]);
  }
  const values = flags.map(({ key, name, flag }): [string, unknown] => {
    const read = given.get(name);
    if (flag.repeats) return [key, read ?? []];
    return [key, read?.[0] ?? flag.default ?? (flag.value === undefined ? false : undefined)];
  });
  return Object.fromEntries(values) as Values<F>;
}

/** What a person asked of a command with actions: which one, as `kind`, and the values of its flags. */
export type Asked<A extends Readonly<Record<string, Action>>> = {
  [Kind in keyof A]: { kind: Kind } & Values<A[Kind]['flags']>;
}[keyof A];

/**
 * Reads which action a person asked for, and its flags.
 * @throws CommandError as `readFlags` does
 */
export function readAction<A extends Readonly<Record<string, Action>>>(
  [kind = '', ...words]: readonly string[],
  { name, actions }: Pick<CommandWithActions<A>, 'name' | 'actions'>,
): Asked<A> {
  const kinds = Object.keys(actions);
  const action = Object.hasOwn(actions, kind) ? actions[kind] : undefined;
  if (!action)
    throw new CommandError(
      'COMMAND_UNKNOWN',
      `${kind === '' ? 'No command is given' : `${shownValue(kind, kinds)} is no command`}; expected ${wordList(kinds)}.`,
      { name },
    );
  return { kind, ...readFlags(words, { name, flags: action.flags }) } as Asked<A>;
}
