import { type Command, oneOf, type Values, wholeNumber } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { readFlags } from '../command-line/read-flags.ts';
import { profiles, type ProfileName } from './profiles.ts';
import { timerOptions, type Timers } from './timers.ts';
import { readVariant } from './variants/read-variant.ts';

const timerNames = Object.keys(timerOptions) as (keyof Timers)[];

/** Node's timers hold at most 2^31 - 1 milliseconds. */
const most = 2_147_483_647;
const timerFlag = (name: keyof Timers) => ({
  meaning: timerOptions[name].meaning,
  value: name.endsWith('Ms') ? 'MS' : 'SECONDS',
  ...wholeNumber(Math.min(1, timerOptions[name].default), most),
  default: timerOptions[name].default,
});
const timerFlags = Object.fromEntries(timerNames.map((name) => [name, timerFlag(name)])) as Record<
  keyof Timers,
  ReturnType<typeof timerFlag>
>;

const port = { value: 'PORT', ...wholeNumber(0, 65_535), default: 0 };

/** `npm run staging`. */
export const stagingCommand = {
  name: 'npm run staging --',
  does: [
    'Starts the local staging on loopback, until it is interrupted or its standard input ends.',
    'The first line on stdout is a JSON object with the URLs. Secrets are random at each start.',
  ].join('\n'),
  flags: {
    writeEnv: {
      value: 'FILE',
      meaning: 'write what a run against this staging needs (mode 0600); removed at the end',
    },
    log: {
      value: 'FILE',
      meaning: 'write a JSON line for each request, without secrets (mode 0600); removed at the end',
    },
    database: {
      value: 'FILE',
      meaning: 'keep the database in this file, which must not be there yet; it stays',
    },
    profile: {
      value: 'NAME',
      meaning: 'which statuses the backend answers with',
      ...oneOf(...(Object.keys(profiles) as ProfileName[])),
      default: '2025-09-07',
    },
    variant: {
      value: 'NAME[:param=value]',
      meaning: 'make this wrong on purpose',
      read: (text: string): string => {
        readVariant(text);
        return text;
      },
      repeats: true,
    },
    listVariants: { meaning: 'print what can be wrong on purpose, and end' },
    json: { meaning: 'print it as JSON; with --list-variants' },
    everyDefect: { value: 'DIR', meaning: 'start one staging per defect, and write DIR/NAME.env for each' },
    opaque: { meaning: 'answer every refusal, and every unavailability, with 401 and an empty body' },
    authPort: { ...port, meaning: 'port of the auth service; 0 is a free one' },
    backendPort: { ...port, meaning: 'port of the chat backend; 0 is a free one' },
    ...timerFlags,
  },
  exitCodes: { 0: 'it ended as it was asked to', 2: 'it could not start, or a flag is wrong' },
  examples: [
    '--write-env /tmp/my-staging.env',
    '--variant expired-tokens-accepted --variant event-late:delay-ms=200',
    '--list-variants --json',
  ],
} as const satisfies Command;

/** What `npm run staging` was asked for. */
export type StagingCommand = Omit<Values<typeof stagingCommand.flags>, keyof Timers> & { timers: Timers };

/**
 * Reads the flags of `npm run staging`.
 * @throws CommandError with one line that names the flag, what was expected and where to read more
 */
export function readCommandLine(words: readonly string[]): StagingCommand {
  const values = readFlags(words, stagingCommand);
  if (values.json && !values.listVariants)
    throw new CommandError('FLAG_INVALID', '--json is about --list-variants; give both.', stagingCommand);
  const timers = Object.fromEntries(timerNames.map((name): [string, number] => [name, values[name]]));
  return { ...values, timers: timers as Timers };
}
