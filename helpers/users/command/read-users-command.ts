import { type CommandWithActions, oneOf, wholeNumber } from '../../../command-line/command.ts';
import { CommandError } from '../../../command-line/command-error.ts';
import { type Asked, readAction } from '../../../command-line/read-flags.ts';

const json = { meaning: 'print it as JSON' };

/** `npm run users`. */
export const usersCommand = {
  name: 'npm run users --',
  does: 'Lists, removes and checks the users that runs of this checkout made at the target, by its ledger.',
  actions: {
    list: {
      does: 'prints the users that may be there, and whether their process still removes them.',
      flags: {
        json: { meaning: 'the same as --format json' },
        format: {
          value: 'text|json|sql',
          meaning: 'sql is for operators, who remove abandoned users by it',
          ...oneOf('text', 'json', 'sql'),
          default: 'text',
        },
      },
    },
    sweep: {
      does: 'removes abandoned users.',
      flags: {
        dryRun: { meaning: 'decide the same, and remove none' },
        run: {
          value: 'ID',
          meaning: 'look for the users of a run whose ledger is lost, too',
          expected: '<yymmddhhmm>-<6 letters or digits>',
          read: (text: string) => (/^\d{10}-[a-z0-9]{6}$/.test(text) ? text : undefined),
        },
        workers: {
          value: 'N',
          meaning: 'how many workers that run had; without it, until several have no user',
          ...wholeNumber(1, 9_999),
        },
        over: { meaning: 'the run has ended, on whatever machine it was' },
        emails: {
          value: 'FILE',
          meaning: 'a file with the e-mail of a user in each line; remove these, too',
        },
        json,
      },
    },
    verify: {
      does: 'asks the target whether the users are gone that the ledger shows as gone.',
      flags: { json },
    },
  },
  exitCodes: {
    0: 'no user is left that must not be',
    1: 'a user is left, or may be; the lines on stderr say which',
    2: 'nothing was done: a flag, the configuration or the target is wrong',
  },
  examples: ['list --json', 'sweep --dry-run', 'sweep --run 2611220101-abc123 --workers 4'],
} as const satisfies CommandWithActions;

/** What `npm run users` was asked for. */
export type UsersCommand = Asked<typeof usersCommand.actions>;

/**
 * Reads the words after `npm run users --`.
 * @throws CommandError with one line that names the word and what was expected
 */
export function readUsersCommand(words: readonly string[]): UsersCommand {
  const asked = readAction(words, usersCommand);
  const refuse = (sentence: string): never => {
    throw new CommandError('FLAG_INVALID', sentence, usersCommand);
  };
  if (asked.kind === 'list' && asked.json) {
    if (asked.format === 'sql') refuse('--json and --format sql are two formats; give one.');
    return { ...asked, format: 'json' };
  }
  if (asked.kind === 'sweep') {
    if (asked.run !== undefined && asked.emails !== undefined)
      refuse('--run and --emails are two ways to look for users; give one.');
    if (asked.workers !== undefined && asked.run === undefined)
      refuse('--workers is about the run that --run names; give both.');
  }
  return asked;
}
