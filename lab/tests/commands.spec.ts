import { type AnyCommand, type Flag, type Flags, wholeNumber, wordList } from '../../command-line/command.ts';
import { flagName } from '../../command-line/flag-name.ts';
import { helpPage } from '../../command-line/help-page.ts';
import { readAction, readFlags } from '../../command-line/read-flags.ts';
import { doctorCommand } from '../../doctor/doctor-command.ts';
import { configCommand, pagesCommand, testListsCommand } from '../../helpers/cli/commands.ts';
import { usersCommand } from '../../helpers/users/command/read-users-command.ts';
import { benchCommand } from '../bench-command.ts';
import { crashTestCommand } from '../crash-test/crash-test-command.ts';
import { scoreCommand } from '../diagnosis-score/read-score-command.ts';
import { expect, test } from '../fixtures/test.ts';
import { killScoreCommand } from '../kill-score/read-kill-score-command.ts';
import { refusalBy } from '../refusal-by.ts';

const commands: readonly AnyCommand[] = [
  benchCommand,
  configCommand,
  crashTestCommand,
  doctorCommand,
  killScoreCommand,
  pagesCommand,
  scoreCommand,
  testListsCommand,
  usersCommand,
];

interface Reader {
  /** What a person types before the flags. */
  call: string;
  command: AnyCommand;
  flags: Flags;
  read: (words: readonly string[]) => unknown;
}

const readers = commands.flatMap((command): Reader[] =>
  'actions' in command
    ? Object.entries(command.actions).map(([kind, { flags }]) => ({
        ...{ call: `${command.name} ${kind}`, command, flags },
        read: (words) => readAction([kind, ...words], command),
      }))
    : [{ call: command.name, command, flags: command.flags, read: (words) => readFlags(words, command) }],
);

/** Each mistake that a flag allows, and what is said of it. */
function mistakesWith(
  flag: string,
  { value, expected = value, words, read, repeats }: Flag,
): [string[], string][] {
  if (value === undefined) return [[[`${flag}=1`], `${flag} takes no value.`]];
  const wanted = `expected ${String(expected)}.`;
  return [
    [[flag], `${flag} needs a value; ${wanted}`],
    [[flag, '--json'], `${flag} needs a value; ${wanted}`],
    [[`${flag}=`], `${flag} is ""; ${wanted}`],
    ...((words ?? wanted.includes('number'))
      ? [[[flag, 'moon'], `${flag} is "moon"; ${wanted}`] as [string[], string]]
      : []),
    ...((read ?? repeats)
      ? []
      : [[[flag, 'a', flag, 'b'], `${flag} is given twice; give it once.`] as [string[], string]]),
  ];
}

const lineOf = (task: () => unknown): string => refusalBy(task).split('\n', 1).join('');

test.describe('every command', () => {
  for (const { call, command, flags, read } of readers) {
    const names = [...Object.keys(flags).map(flagName), 'help'];

    test(`${call} names all its flags on its page`, () => {
      const page = helpPage(command);
      const usages = Object.entries(flags).map(([key, { value }]) =>
        value === undefined ? `--${flagName(key)} ` : `--${flagName(key)} ${value} `,
      );

      expect(usages.filter((usage) => !page.includes(`\n  ${usage}`))).toEqual([]);
      expect(page).toMatch(
        /\n {2}--help +print this page\n\nExit codes:\n {2}0 {2}\S.*\n( {2}1 {2}\S.*\n)? {2}2 {2}\S.*\n/,
      );
      expect(page).toContain(`\n  ${command.name} ${String(command.examples[0])}\n`);
    });

    test(`${call} names the flag that an unknown one is nearest to`, () => {
      expect(names.map((name) => lineOf(() => read([`--${name.slice(0, -1)}`])))).toEqual(
        names.map(
          (name) =>
            `[FLAG_UNKNOWN] Unknown option '--${name.slice(0, -1)}'; the nearest is --${name}. See ${command.name} --help.`,
        ),
      );
    });

    test(`${call} refuses a word that is no flag`, () => {
      expect(lineOf(() => read(['moon']))).toMatch(
        /^\[FLAG_UNKNOWN\] Unexpected argument "moon"; expected (--\S+, )*(--\S+ or )?--help\. See .* --help\.$/,
      );
    });

    test(`${call} says of each flag what is wrong with its value`, () => {
      const mistakes = Object.entries(flags).flatMap(([key, flag]) =>
        mistakesWith(`--${flagName(key)}`, flag),
      );

      expect(mistakes.map(([words]) => lineOf(() => read(words)))).toEqual(
        mistakes.map(([, sentence]) => `[FLAG_INVALID] ${sentence} See ${command.name} --help.`),
      );
    });

    test(`${call} reads the defaults that its page names`, () => {
      const values = Object.entries(flags).map(
        ([key, { value, default: standard, repeats }]): [string, unknown] => [
          key,
          repeats ? [] : (standard ?? (value === undefined ? false : undefined)),
        ],
      );

      expect(read([])).toMatchObject(Object.fromEntries(values));
    });
  }

  for (const command of commands.filter((one) => 'actions' in one))
    test(`${command.name} names its actions to a caller who gives none, or another`, () => {
      const kinds = wordList(Object.keys(command.actions));

      expect(lineOf(() => readAction([], command))).toBe(
        `[COMMAND_UNKNOWN] No command is given; expected ${kinds}. See ${command.name} --help.`,
      );
      expect(lineOf(() => readAction(['moon'], command))).toBe(
        `[COMMAND_UNKNOWN] "moon" is no command; expected ${kinds}. See ${command.name} --help.`,
      );
    });

  test('reads numbers within their bounds, and nothing else as a number', () => {
    const { read } = wholeNumber(1, 20);

    expect(['1', '20', '007'].map(read)).toEqual([1, 20, 7]);
    expect(['0', '21', '-1', '1.5', '1e1', ' 1', '', 'one', '99999999999'].map(read)).toEqual(
      Array(9).fill(undefined),
    );
  });
});
