import { projectRoot } from '../../config/project-root.ts';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import { readInventory } from '../../helpers/inventory/inventory-file.ts';
import { promisesOf } from '../../helpers/inventory/test-name.ts';
import type { Defect } from './defect.ts';
import type { ProjectResult } from './failures-of.ts';
import { type Fate, killersOf } from './kill-score.ts';
import { type FleetRunOptions, runFleet } from './run-fleet.ts';
import { healthy } from './start-fleet.ts';

export interface HuntOptions extends FleetRunOptions {
  /** What killed each defect last time, as `file › title`. */
  lastKillers: ReadonlyMap<string, string>;
  /** `first` stops at the first killer of a defect, `all` runs the whole suite against each. */
  killers: 'first' | 'all';
  onFate: (fate: Fate) => void;
}

/** The tests of the suite that name each promise, as `file › title`. */
function testsByPromise(): ReadonlyMap<string, string[]> {
  const read = readInventory(`${projectRoot}tests/inventory.txt`);
  if ('problem' in read) throw new HarnessError('INVENTORY', `tests/inventory.txt ${read.problem}.`);
  const tests = new Map<string, string[]>();
  for (const { file, titles, project } of read.tests) {
    const title = titles.at(-1) ?? '';
    if (project === 'suite')
      for (const promise of promisesOf(title))
        tests.set(promise, [...(tests.get(promise) ?? []), `${file} › ${title}`]);
  }
  return tests;
}

type Choice = (defect: Defect) => readonly string[] | undefined;

/** What runs against each defect that is left, round by round: the likeliest first, and all tests at last. */
function rounds({ killers, plant, lastKillers }: HuntOptions): Choice[] {
  if (killers === 'all' || plant !== undefined) return [() => undefined];
  const byPromise = testsByPromise();
  const ofPromise = ({ name, breaks }: Defect): string[] => {
    const [last, named] = [lastKillers.get(name), byPromise.get(breaks) ?? []];
    return last === undefined ? named : [last, ...named.filter((test) => test !== last)];
  };
  return [
    (defect) => ofPromise(defect).slice(0, 1),
    (defect) => ofPromise(defect).slice(1, 5),
    (defect) => ofPromise(defect).slice(5),
    // What watches every socket may notice it in any test.
    () => undefined,
  ];
}

function noteOf({ failures, ran }: ProjectResult, { breaks }: Defect): string {
  const [first] = failures;
  if (ran === 0) return 'no test ran';
  return first
    ? `${failures.length} tests failed, none of which names ${breaks}: ${first.file} › ${first.title}`
    : 'the run is green';
}

/**
 * Looks for tests that notice defects, of all defects in one run of Playwright per round. A new killer must pass on a healthy
 * staging, or it would have been red anyway.
 */
export async function huntDefects(defects: readonly Defect[], options: HuntOptions): Promise<void> {
  const { lastKillers, onFate } = options;
  const notes = new Map<string, string>();
  const seconds = new Map<string, number>();
  const seen = new Set<string>(lastKillers.values());
  const barking = new Set<string>();
  let left = [...defects];

  /** Learns which tests are red on a healthy staging, too. */
  const control = async (tests: readonly string[]): Promise<void> => {
    const unseen = [...new Set(tests)].filter((test) => !seen.has(test));
    if (unseen.length === 0) return;
    const results = await runFleet([{ name: healthy, tests: unseen }], options);
    for (const test of unseen) seen.add(test);
    for (const { file, title } of results.get(healthy)?.failures ?? []) barking.add(`${file} › ${title}`);
  };

  for (const choose of rounds(options)) {
    const rows = left
      .map((defect) => ({ name: defect.name, tests: choose(defect) }))
      .filter(({ tests }) => tests === undefined || tests.length > 0);
    if (rows.length === 0) continue;
    const results = await runFleet(rows, options);
    const found = left.map((defect) => {
      const result = results.get(defect.name) ?? { failures: [], ran: 0, seconds: 0 };
      return { defect, result, killers: killersOf(result.failures, defect) };
    });
    await control(found.flatMap(({ killers }) => killers));
    left = [];
    for (const { defect, result, killers } of found) {
      const took = (seconds.get(defect.name) ?? 0) + result.seconds;
      seconds.set(defect.name, took);
      const [killedBy, ...alsoKilledBy] = killers.filter((test) => !barking.has(test));
      if (killedBy === undefined) {
        left.push(defect);
        if (result.ran > 0)
          notes.set(
            defect.name,
            killers[0] ? `${killers[0]} fails on a healthy staging, too` : noteOf(result, defect),
          );
      } else onFate({ ...defect, killedBy, alsoKilledBy, seconds: took });
    }
  }
  for (const { name, breaks } of left) {
    const note = notes.get(name) ?? 'no test ran';
    onFate({ name, breaks, killedBy: null, alsoKilledBy: [], note, seconds: seconds.get(name) ?? 0 });
  }
}
