import { shownValue } from '../../../config/shown-value.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { readFlags } from '../../flags/read-flags.ts';
import { wholeNumber } from '../../flags/whole-number.ts';

const formats = ['text', 'json', 'sql'] as const;

/** What `npm run users` was asked for. */
export type UsersCommand =
  | { kind: 'list'; format: (typeof formats)[number] }
  | {
      kind: 'sweep';
      dryRun: boolean;
      /** The run whose ledger is lost. */
      run: string | undefined;
      /** How many of its workers are looked for. */
      workers: number | undefined;
      /** The caller knows that the run has ended, on whatever machine. */
      over: boolean;
      /** A file with an e-mail in each line. */
      emails: string | undefined;
    }
  | { kind: 'verify' };

const usage =
  'Known are list [--format text|json|sql], sweep [--dry-run] [--run ID [--workers N] [--over] | --emails FILE], and verify.';

const text = { type: 'string' } as const;
const flagsOf = {
  list: { format: text },
  sweep: {
    'dry-run': { type: 'boolean' },
    run: text,
    workers: text,
    over: { type: 'boolean' },
    emails: text,
  },
  verify: {},
} as const;

/**
 * Reads the words after `npm run users --`.
 * @throws Error with one sentence that names the word and what was expected
 */
export function readUsersCommand([kind = '', ...args]: readonly string[]): UsersCommand {
  if (!Object.hasOwn(flagsOf, kind))
    throw new HarnessError(
      'COMMAND_UNKNOWN',
      `${shownValue(kind, Object.keys(flagsOf))} is no command. ${usage}`,
    );
  const name = kind as keyof typeof flagsOf;
  const values: Readonly<Record<string, unknown>> = readFlags(args, flagsOf[name], usage);
  const read = (flag: string): string | undefined => values[flag] as string | undefined;
  switch (name) {
    case 'list': {
      const format = formats.find((one) => one === (read('format') ?? 'text'));
      if (!format)
        throw new HarnessError(
          'FLAG_INVALID',
          `--format is ${shownValue(String(read('format')), formats)}; expected ${formats.join(', ')}.`,
        );
      return { kind: name, format };
    }
    case 'sweep': {
      const [run, workers, emails] = [read('run'), read('workers'), read('emails')];
      if (run !== undefined && !/^\d{10}-[a-z0-9]{6}$/.test(run))
        throw new HarnessError(
          'FLAG_INVALID',
          `--run is ${shownValue(run)}; expected <yymmddhhmm>-<6 letters or digits>.`,
        );
      if (run !== undefined && emails !== undefined)
        throw new HarnessError(
          'FLAG_INVALID',
          '--run and --emails are two ways to look for users; give one.',
        );
      if (workers !== undefined && run === undefined)
        throw new HarnessError('FLAG_INVALID', '--workers is about the run that --run names; give both.');
      return {
        kind: name,
        dryRun: values['dry-run'] === true,
        run,
        workers: workers === undefined ? undefined : wholeNumber('workers', workers),
        over: values['over'] === true,
        emails,
      };
    }
    case 'verify':
      return { kind: name };
  }
}
