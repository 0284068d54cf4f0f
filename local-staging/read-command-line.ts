import { parseArgs, type ParseArgsConfig } from 'node:util';
import { flagName } from './flag-name.ts';
import { shownValue } from './shown-value.ts';
import { profiles, type ProfileName } from './profiles.ts';
import { StagingError } from './staging-error.ts';
import { timerOptions, type Timers } from './timers.ts';
import { readVariant } from './variants/read-variant.ts';

/** What `npm run staging` was asked for. */
export interface StagingCommand {
  help: boolean;
  authPort: number;
  backendPort: number;
  /** Where to write what a run against this staging needs. */
  writeEnv: string | undefined;
  /** The directory for a file like that of every defect. */
  everyDefect: string | undefined;
  /** The file that its database is kept in; in memory unless given. */
  databaseFile?: string;
  /** Where to write a line for each request. */
  log: string | undefined;
  profile: ProfileName;
  /** What is wrong on purpose, as `NAME` or `NAME:param=value`. */
  variants: string[];
  listVariants: boolean;
  /** Whether every refusal is a 401 with an empty body. */
  opaque: boolean;
  timers: Partial<Timers>;
}

const timerNames = Object.keys(timerOptions) as (keyof Timers)[];

const isProfile = (name: string): name is ProfileName => Object.hasOwn(profiles, name);

function wholeNumber(flag: string, text: string, minimum: number, maximum: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(number >= minimum && number <= maximum))
    throw new StagingError(
      'FLAG_INVALID',
      `--${flag} is ${shownValue(text)}; expected a whole number from ${minimum} to ${maximum}.`,
    );
  return number;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** What is wrong with the flags; a value in the wrong place may be a secret. Node's own messages would show it. */
function problemOf(flags: string[], options: Options): string | undefined {
  const { tokens } = parseArgs({ args: flags, options, strict: false, tokens: true });
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
 * Reads the flags of `npm run staging`.
 * @throws Error with one sentence that names the flag, what was expected and where to read more
 */
export function readCommandLine(flags: string[]): StagingCommand {
  const text = { type: 'string' } as const;
  const options = {
    help: { type: 'boolean', short: 'h' },
    'auth-port': text,
    'backend-port': text,
    'write-env': text,
    database: text,
    log: text,
    profile: text,
    variant: { ...text, multiple: true },
    'list-variants': { type: 'boolean' },
    opaque: { type: 'boolean' },
    'every-defect': text,
    ...Object.fromEntries(timerNames.map((name) => [flagName(name), text])),
  } as const;
  const problem = problemOf(flags, options);
  if (problem !== undefined)
    throw new StagingError('FLAG_UNKNOWN', `${problem} See npm run staging -- --help.`);
  const values: Record<string, string | string[] | boolean | undefined> = parseArgs({
    args: flags,
    options,
  }).values;
  const read = (flag: string): string | undefined => {
    const value = values[flag];
    return typeof value === 'string' ? value : undefined;
  };
  const port = (flag: string): number => wholeNumber(flag, read(flag) ?? '0', 0, 65_535);

  const timers: Partial<Timers> = {};
  for (const name of timerNames) {
    const value = read(flagName(name));
    // Node's timers hold at most 2^31 - 1 milliseconds.
    if (value !== undefined) timers[name] = wholeNumber(flagName(name), value, 1, 2_147_483_647);
  }
  const profile = read('profile') ?? '2025-09-07';
  if (!isProfile(profile))
    throw new StagingError(
      'FLAG_INVALID',
      `--profile is ${shownValue(profile, Object.keys(profiles))}; expected ${Object.keys(profiles).join(' or ')}.`,
    );
  const writeEnv = read('write-env');
  const everyDefect = read('every-defect');
  const log = read('log');
  const database = read('database');
  for (const [flag, path] of Object.entries({
    'write-env': writeEnv,
    'every-defect': everyDefect,
    log,
    database,
  }))
    if (path === '') throw new StagingError('FLAG_INVALID', `--${flag} is empty; expected a path.`);
  const variants = [values['variant'] ?? []].flat().map(String);
  for (const variant of variants) readVariant(variant);
  return {
    help: values['help'] === true,
    listVariants: values['list-variants'] === true,
    opaque: values['opaque'] === true,
    authPort: port('auth-port'),
    backendPort: port('backend-port'),
    writeEnv,
    everyDefect,
    log,
    ...(database !== undefined && { databaseFile: database }),
    profile,
    variants,
    timers,
  };
}
