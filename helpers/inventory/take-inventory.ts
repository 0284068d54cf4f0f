import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { FullConfig, FullProject } from '@playwright/test/reporter';
import { shownWord } from '../../command-line/shown-value.ts';
import { coded } from '../../config/coded-error.ts';
import { commandChoice } from './command-choice.ts';
import { inventoryDifferences, inventoryFindings } from './inventory-differences.ts';
import { readInventory } from './inventory-file.ts';
import { type InventoryTest, keyOf } from './inventory-test.ts';
import { scopeText, type TakenInventory } from './run-scope.ts';
import { testId } from './test-name.ts';

/** Which inventory a configuration is held against. */
export interface HeldInventory {
  /** From the configuration's directory. */
  path: string;
  /** The projects that are the whole suite; others are held where they run. */
  projects: readonly string[];
}

/** What is known of a run before its first test. */
export interface InventoryParts {
  /** Undefined where the configuration names none. */
  inventory: HeldInventory | undefined;
  config: Pick<FullConfig, 'argv' | 'configFile' | 'rootDir' | 'shard'> & {
    projects: Pick<FullProject, 'name' | 'grep' | 'grepInvert'>[];
    filteredProjects: Pick<FullProject, 'name'>[];
  };
  /** What was collected, before a shard was cut out; undefined where the run ended before that. */
  collected: readonly InventoryTest[] | undefined;
  /** What the run begins with; nothing where something could not be loaded. */
  begun: readonly InventoryTest[];
  /** STAGING_EXPECT=whole. */
  mustBeWhole: boolean;
}

const onceEach = (tests: readonly InventoryTest[]): InventoryTest[] => [
  ...new Map(tests.map((test) => [keyOf(test), test])).values(),
];
const idOf = ({ file, titles }: InventoryTest): string => testId(file, titles);

/** Whether the configuration itself leaves tests of a project out. */
const isNarrowed = ({ grep, grepInvert }: Pick<FullProject, 'grep' | 'grepInvert'>): boolean =>
  grepInvert !== null || [grep].flat().some((pattern) => String(pattern) !== '/.*/');

/** Holds a run against the test inventory: how much of it the run is about, and what makes it red. */
export function takeInventory(parts: InventoryParts): TakenInventory {
  const { config, inventory, mustBeWhole } = parts;
  const choice = commandChoice(config.argv);
  const isNarrow = config.projects.some(isNarrowed);
  const chosenBy = [
    ...choice.by.map(shownWord),
    ...(config.shard ? [`--shard=${config.shard.current}/${config.shard.total}`] : []),
    ...(isNarrow ? ['the grep of the configuration'] : []),
    ...(inventory ? [] : ['a configuration without a test inventory']),
  ];
  const begun = onceEach(parts.begun);
  // A part of what was collected is left: what is not in it was there.
  const isPart = begun.length === 0 || config.shard !== null;
  const collected = isPart ? onceEach(parts.collected ?? []) : begun;

  const file = resolve(dirname(config.configFile ?? ''), inventory?.path ?? '');
  const path = relative(config.rootDir, file);
  const read = inventory ? readInventory(file) : { tests: [] };
  const known = 'problem' in read ? [] : read.tests;
  const ran = [
    ...config.filteredProjects.map(({ name }) => name),
    ...collected.map(({ project }) => project),
  ];
  const ofProjects = (names: readonly string[]): InventoryTest[] =>
    known.filter(({ project }) => names.includes(project));
  const suite = ofProjects([...(inventory?.projects ?? []), ...ran]);
  const chosen = choice.ofProjects ? ofProjects(ran) : suite;
  const held = choice.ofTests || isNarrow ? [] : chosen;
  const differences = inventoryDifferences(known, held, known.length > 0 ? collected : []);
  const found = new Set(begun.map(keyOf));
  const whole = known.length > 0 && suite.every((test) => found.has(keyOf(test)));
  const counts = { collected: begun.length, inventory: suite.length };
  const scope = { whole, chosenBy, ignored: choice.ignored.map(shownWord), ...counts };

  const findings: string[] = [];
  if ('problem' in read)
    findings.push(
      `${path} ${read.problem}, so nothing shows whether this run is whole. Restore it from git, then run npm run fix.`,
    );
  else if (!parts.collected) findings.push('The run ended before its tests were collected.');
  else if (inventory) {
    const isThere = (name: string): boolean => existsSync(join(config.rootDir, name));
    findings.push(...inventoryFindings(differences, { path, held, isThere }));
  }
  if (mustBeWhole && !whole && findings.length === 0)
    findings.push(
      `STAGING_EXPECT=whole, but this run is a SUBSET: ${scopeText(scope)}. Take that away, or unset STAGING_EXPECT.`,
    );
  return {
    scope,
    inventory: {
      path: inventory ? path : null,
      missing: differences.missing.map(idOf),
      extra: differences.extra.map(idOf),
      renamed: differences.renamed.map(({ from, to }) => ({ from: idOf(from), to: idOf(to) })),
      findings: findings.map((sentence) => coded('INVENTORY', sentence)),
    },
  };
}
