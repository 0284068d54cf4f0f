import { basename } from 'node:path';
import type { FullConfig, FullProject, TestCase } from '@playwright/test/reporter';
import { projectRoot } from '../../config/project-root.ts';
import { tiers } from '../../config/tiers.ts';
import { commandLine } from './command-line.ts';
import { tierOf } from './test-name.ts';

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
  const { command, paths, flags } = commandLine(argv);
  const by = [
    ...paths,
    ...flags
      .filter(({ name }) => choosing.includes(name))
      .map(({ name, value }) => `--${name}${value === undefined ? '' : ` ${value}`}`),
  ];
  const byHand = command !== 'test' || flags.some(({ name }) => name === 'ui' || name.startsWith('ui-'));
  return byHand ? [...by, 'chosen by hand'] : by;
}

/**
 * What made a run less than the suite, e.g. `--grep @issue_1234`; nothing where it was whole. In doubt it is a subset: in
 * an editor or in UI mode a person chooses, and a configuration of one's own may choose anything.
 */
export function filterOf(config: FullConfig, tests: readonly TestCase[]): string[] {
  const { argv, configFile = '', metadata, projects } = config;
  const ran = new Set(tests.map((test) => tierOf(test.titlePath()[2] ?? '')));
  const missing = ['preflight', ...tiers].filter((name) => !ran.has(name));
  const ours = configFile === `${projectRoot}playwright.config.ts` || metadata['isWholeSuite'] === true;
  return [
    ...chosenBy(argv),
    ...(missing.length > 0 ? [`without ${missing.join(', ')}`] : []),
    ...(ours ? [] : [`--config ${basename(configFile)}`]),
    ...(projects.some(isNarrowed) && !argv.some((word) => /^(-g|-G|--grep)/.test(word))
      ? ['grep of the configuration']
      : []),
  ];
}
