/** Flags of Playwright that choose no test and stand alone. */
const alone = [
  '-x',
  '--fail-on-flaky-tests',
  '--forbid-only',
  '--fully-parallel',
  '--headed',
  '--ignore-snapshots',
  '--pass-with-no-tests',
  '--quiet',
];

/** Flags of Playwright that choose no test, and are followed by a value unless it is behind a `=`. */
const withValue = [
  '-c',
  '-j',
  '--add-reporter',
  '--config',
  '--global-timeout',
  '--max-failures',
  '--output',
  '--repeat-each',
  '--reporter',
  '--retries',
  // What it leaves out is seen in the configuration of the run.
  '--shard',
  '--timeout',
  '--trace',
  '--tsconfig',
  '--workers',
];

/** What the arguments of a process that runs Playwright choose. */
export interface CommandChoice {
  /** Every argument that is not known to choose nothing, as it was typed. */
  by: string[];
  /** Whether one of them may choose single tests or files. */
  ofTests: boolean;
  /** Whether projects were named, so that those which run by themselves may be left out. */
  ofProjects: boolean;
  /** What follows `--`: Playwright does not read it. */
  ignored: string[];
}

/**
 * Reads what was typed against a closed list of flags that choose nothing. It knows no other flag: what it does not know
 * counts as a choice.
 * @param argv - of the process; an editor gives none
 */
export function commandChoice(argv: readonly string[]): CommandChoice {
  const [command, ...typed] = argv.slice(2);
  const end = typed.includes('--') ? typed.indexOf('--') : typed.length;
  const args = typed.slice(0, end);
  const by = args.filter((argument, index) => {
    const [name = ''] = argument.split('=', 1);
    const isValue = withValue.includes(args[index - 1] ?? '');
    return !(isValue || alone.includes(argument) || withValue.includes(name) || /^-[cj]./.test(argument));
  });
  if (command !== 'test') by.unshift('an editor');
  const isProject = (argument: string): boolean => argument.startsWith('--project=');
  return {
    by,
    ofTests: !by.every(isProject),
    ofProjects: by.some(isProject),
    ignored: typed.slice(end + 1),
  };
}
