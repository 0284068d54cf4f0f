/** A flag. One without `value` is a switch. Its name in a table is in camel case: `tokenFile` is `--token-file`. */
export interface Flag {
  /** What it does, as a clause: `print the diagnosis as JSON`. */
  meaning: string;
  /** What stands for its value in the help, e.g. `FILE`, `N`, `MS`. */
  value?: string;
  /** What a good value is, e.g. `a whole number from 1 to 99`. */
  expected?: string;
  /** The words that a value may be, or that may be in it. */
  words?: readonly string[];
  /** The value as the command needs it; undefined where it is not as expected. Without it, any text is good but none at all. */
  read?: (text: string) => unknown;
  default?: string | number;
  /** It may be given several times. */
  repeats?: true;
}

export type Flags = Readonly<Record<string, Flag>>;

/** Something that a command does, with the flags of it. */
export interface Action<F extends Flags = Flags> {
  /** In a sentence, for the help. */
  does: string;
  flags: F;
}

interface Page {
  /** How it is called, before its flags, e.g. `npm run users --`. */
  name: string;
  /** What each exit code means, as a clause. */
  exitCodes: Readonly<Record<number, string>>;
  /** What a person types after the name. */
  examples: readonly string[];
}

/** A command with flags alone, e.g. `npm run doctor -- --json`. */
export type Command<F extends Flags = Flags> = Page & Action<F>;

type Actions = Readonly<Record<string, Action>>;

/** A command whose first word says what to do, e.g. `npm run users -- sweep --dry-run`. */
export interface CommandWithActions<A extends Actions = Actions> extends Page {
  does: string;
  actions: A;
}

export type AnyCommand = Command | CommandWithActions;

type ValueOf<F extends Flag> = F extends { read: (text: string) => infer T }
  ? Exclude<T, undefined>
  : F extends { value: string }
    ? string
    : boolean;

/** The value of each flag of a table: undefined where it was not given and has no default. */
export type Values<F extends Flags> = {
  readonly [Name in keyof F]: F[Name] extends { repeats: true }
    ? readonly ValueOf<F[Name]>[]
    : F[Name] extends { value: string; default?: undefined }
      ? ValueOf<F[Name]> | undefined
      : ValueOf<F[Name]>;
};

/** `a, b or c`. */
export const wordList = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');

/** For a flag whose value is a whole number. */
export const wholeNumber = (from: number, to: number) => ({
  expected: `a whole number from ${from} to ${to}`,
  read: (text: string): number | undefined =>
    /^\d{1,10}$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined,
});

/** For a flag whose value is one of some words. */
export const oneOf = <const Word extends string>(...words: readonly Word[]) => ({
  expected: wordList(words),
  words,
  read: (text: string): Word | undefined => words.find((word) => word === text),
});
