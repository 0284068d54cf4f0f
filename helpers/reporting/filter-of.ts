import { parseArgs } from 'node:util';
import type { FullConfig } from '@playwright/test/reporter';
import { tiers } from '../../config/tiers.ts';
import type { RunRecord } from './run-record.ts';

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

/**
 * What of the suite a run could run. In doubt it is a subset: in an editor or in UI mode a person chooses.
 * @param argv - of the runner, from the name of the command on
 */
export function filterOf({
  argv,
  filteredProjects,
}: Pick<FullConfig, 'argv' | 'filteredProjects'>): RunRecord['filter'] {
  const [command, ...flags] = argv.slice(2);
  const { tokens } = parseArgs({ args: flags, options: withValue, strict: false, tokens: true });
  const by = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [token.value];
    if (token.kind !== 'option' || !choosing.includes(token.name)) return [];
    return [`--${token.name}${token.value === undefined ? '' : ` ${token.value}`}`];
  });
  const names = new Set(filteredProjects.map(({ name }) => name));
  const missing = tiers.filter((tier) => !names.has(tier));
  if (command !== 'test' || flags.some((name) => /^--ui(-|=|$)/.test(name))) by.push('chosen by hand');
  if (missing.length > 0) by.push(`--project, without ${missing.join(', ')}`);
  return { isSubset: by.length > 0, by };
}
