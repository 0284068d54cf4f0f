import { parseArgs } from 'node:util';

const text = { type: 'string', multiple: true } as const;

/** Playwright's flags that are followed by a value; every other is one without, or `--name=value`. */
const withValue = {
  'add-reporter': text,
  browser: text,
  config: { ...text, short: 'c' },
  grep: { ...text, short: 'g' },
  'grep-invert': { ...text, short: 'G' },
  'global-timeout': text,
  'last-failed-file': text,
  'max-failures': text,
  output: text,
  project: text,
  'repeat-each': text,
  reporter: text,
  retries: text,
  'run-agents': text,
  shard: text,
  'test-list': text,
  'test-list-invert': text,
  timeout: text,
  trace: text,
  tsconfig: text,
  'ui-host': text,
  'ui-port': text,
  'update-source-method': text,
  workers: { ...text, short: 'j' },
} as const;

/** What may be followed by a value that is no path: one of them, or as many as come. */
const mayHaveValue = ['debug', 'only-changed', 'shuffle', 'update-snapshots', 'u'];
const hasSeveralValues = 'project';

/** What was typed, as Playwright reads it. */
export interface CommandLine {
  /** `test`, `test-server` … */
  command: string;
  /** Of files, each perhaps with a line. */
  paths: string[];
  /** The flags in their order, by their long names. */
  flags: { name: string; value: string | undefined }[];
}

/** Reads the arguments of a process that runs Playwright. */
export function commandLine(argv: readonly string[]): CommandLine {
  const [command = '', ...args] = argv.slice(2);
  const { tokens } = parseArgs({ args, options: withValue, strict: false, tokens: true });
  const line: CommandLine = { command, paths: [], flags: [] };
  let before: (typeof tokens)[number] | undefined;
  for (const token of tokens) {
    if (token.kind === 'option') {
      line.flags.push({ name: token.name, value: token.value });
      before = token;
    } else if (token.kind === 'positional') {
      const [flag] = before?.kind === 'option' && before.inlineValue !== true ? [before.name] : [];
      const last = line.flags.at(-1);
      if (flag === hasSeveralValues) line.flags.push({ name: flag, value: token.value });
      else if (flag !== undefined && last && mayHaveValue.includes(flag)) {
        last.value = token.value;
        before = undefined;
      } else {
        line.paths.push(token.value);
        before = undefined;
      }
    } else before = undefined;
  }
  return line;
}
