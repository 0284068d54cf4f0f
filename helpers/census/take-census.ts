import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { commandLine } from '../record/command-line.ts';
import type { CensusConfig } from './census-config.ts';
import { censusFindings } from './census-findings.ts';
import type { Census } from './census.ts';
import type { CollectedTest } from './collected-test.ts';
import { differencesOf } from './differences-of.ts';
import { keyOf } from './key-of.ts';
import { readCensus } from './read-census.ts';
import { selectionOf } from './selection-of.ts';

/** What a census needs to know of a run before it begins. */
export interface CensusParts {
  /** Path of the manifest, from the configuration's directory. */
  manifest: string;
  config: CensusConfig;
  /** What was collected, before a shard was cut out; undefined where the run ended before that. */
  collected: readonly CollectedTest[] | undefined;
  /** What the run begins with; nothing where something could not be loaded. */
  begun: readonly CollectedTest[];
}

/** What is known before the first test runs. */
export type CensusOfCollected = Omit<Census, 'ran' | 'notRun'>;

/** Each once, however often it is repeated, and without those that a reporter has taken out. */
function collectedOf({ config, collected = [], begun }: CensusParts): CollectedTest[] {
  const isPart =
    config.shard !== null || commandLine(config.argv).flags.some(({ name }) => name === 'last-failed');
  const kept = new Set(begun.map(keyOf));
  return [...new Map(collected.map((test) => [keyOf(test), test])).values()].filter(
    (test) => isPart || begun.length === 0 || kept.has(keyOf(test)),
  );
}

/** Holds what a run has collected against the manifest. */
export function takeCensus(parts: CensusParts): CensusOfCollected {
  const { manifest, config } = parts;
  const path = resolve(dirname(config.configFile ?? ''), manifest);
  const name = relative(config.rootDir, path);
  const collected = collectedOf(parts);
  const nothing = { missing: [], extra: [], renamed: [], retagged: [], notHeld: [] };
  const read = readCensus(path);
  const red = (sentence: string, declared = 0): CensusOfCollected => ({
    ...{ manifest: name, declared, collected: collected.length, ...nothing },
    findings: [`[CENSUS] ${sentence}`],
  });
  if ('problem' in read)
    return red(
      `${name} ${read.problem}, so nothing shows whether this run is whole. Expected the list of all declared tests: run npm run fix and commit it.`,
    );
  if (!parts.collected)
    return red('The run ended before its tests were collected: the error above says why.', read.tests.length);

  const { must, may, idle, notHeld } = selectionOf(read.tests, collected, config);
  const differences = differencesOf({ declared: read.tests, collected, must, may });
  const isEmpty = collected.length === 0 && may.length === 0 && idle.length === 0;
  const findings = censusFindings({
    ...differences,
    manifest: name,
    must,
    idle,
    isThere: (file) => existsSync(join(config.rootDir, file)),
  });
  return {
    manifest: name,
    declared: may.length,
    collected: collected.length,
    missing: [...differences.missing],
    extra: [...differences.undeclared, ...differences.unchosen],
    renamed: [...differences.renamed],
    retagged: differences.retagged.map(({ declared: { id } }) => id),
    notHeld,
    findings: [
      ...[...findings].map((sentence) => `[CENSUS] ${sentence}`),
      ...(isEmpty ? [`[CENSUS] What was typed chooses no test of ${name}.`] : []),
    ],
  };
}
