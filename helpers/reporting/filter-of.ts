import { parseArgs } from 'node:util';
import { basename } from 'node:path';
import type { FullConfig, FullProject, TestCase } from '@playwright/test/reporter';
import { projectRoot } from '../../config/project-root.ts';
import { tiers } from '../../config/tiers.ts';
import type { RunRecord } from './run-record.ts';
import { tierOf } from './tier-of.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Playwright's flags that are followed by a value; every other is one without, or `--name=value`. */
const withValue = {
  'add-reporter': text,
  config: { ...text, short: 'c' },
  grep: { ...text, short: 'g' },
  'grep-invert': { ...text, short: 'G' },
  'global-timeout': text,
  'last-failed-file': text,
  'max-failures': text,
  output: text,
  project: { ...text, multiple: true },
  'repeat-each': text,
  reporter: text,
  retries: text,
  shard: text,
  timeout: text,
  trace: text,
  tsconfig: text,
  'update-source-method': text,
  workers: { ...text, short: 'j' },
  'last-failed': flag,
  'only-changed': flag,
  'test-list': text,
  'test-list-invert': text,
} as const;
const choosing = [
  'grep',
  'grep-invert',
  'shard',
  'last-failed',
  'only-changed',
  'test-list',
  'test-list-invert',
];

const isNarrowed = ({ grep, grepInvert }: Pick<FullProject, 'grep' | 'grepInvert'>): boolean =>
  grepInvert !== null || [grep].flat().some((pattern) => String(pattern) !== '/.*/');

/** What the command line chose. */
function chosenBy(argv: readonly string[]): string[] {
  const [command, ...flags] = argv.slice(2);
  const { tokens } = parseArgs({ args: flags, options: withValue, strict: false, tokens: true });
  const by = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [token.value];
    if (token.kind !== 'option' || !choosing.includes(token.name)) return [];
    return [`--${token.name}${token.value === undefined ? '' : ` ${token.value}`}`];
  });
  const byHand = command !== 'test' || flags.some((name) => /^--ui(-|=|$)/.test(name));
  return byHand ? [...by, 'chosen by hand'] : by;
}

/**
 * What of the suite a run could run. In doubt it is a subset: in an editor or in UI mode a person chooses, and a
 * configuration of one's own may choose anything.
 */
export function filterOf(config: FullConfig, tests: readonly TestCase[]): RunRecord['filter'] {
  const { argv, configFile = '', metadata, projects } = config;
  const ran = new Set(tests.map((test) => tierOf(test.titlePath()[2] ?? '')));
  const missing = ['preflight', ...tiers].filter((name) => !ran.has(name));
  const ours = configFile === `${projectRoot}playwright.config.ts` || metadata['isWholeSuite'] === true;
  const by = [
    ...chosenBy(argv),
    ...(missing.length > 0 ? [`without ${missing.join(', ')}`] : []),
    ...(ours ? [] : [`--config ${basename(configFile)}`]),
    ...(projects.some(isNarrowed) && !argv.some((word) => /^(-g|-G|--grep)/.test(word))
      ? ['grep of the configuration']
      : []),
  ];
  return { isSubset: by.length > 0, by };
}
