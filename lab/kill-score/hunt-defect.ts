import type { Defect } from './defect.ts';
import { type Fate, killersOf } from './kill-score.ts';
import { type DefectRun, type DefectRunOptions, runWithDefect } from './run-with-defect.ts';

export interface HuntOptions extends Pick<DefectRunOptions, 'config' | 'signal'> {
  /** What names the staging with a defect, or the healthy one, where it is up. */
  envFileOf: (defect: string | undefined) => string | undefined;
  /** Who killed it last time, as `file › title` (tests/killers.json). */
  lastKiller: string | undefined;
  /** `first` stops at the first killer, `all` runs the whole suite. */
  killers: 'first' | 'all';
}

/** Of the whole suite, on a machine that is busy with another. */
const timeoutMs = 240_000;

const regExpOf = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** The flags that choose a test, by `file › title`. */
function onlyTest(test: string): string[] {
  const [file = '', ...titles] = test.split(' › ');
  return [file, '-x', '-g', regExpOf(titles.join(' › '))];
}

/** Alone, as it was found in a run that the preflight had let pass. */
const lastKillerConfig = 'lab/plants/last-killer.config.ts';

type Attempt = Pick<DefectRunOptions, 'config' | 'flags'>;

/** The runs that may notice it, the likeliest first. */
function* attempts({ breaks }: Defect, { config, killers, lastKiller }: HuntOptions): Generator<Attempt> {
  if (killers === 'all') {
    yield { config, flags: [] };
    return;
  }
  if (lastKiller !== undefined) yield { config: lastKillerConfig, flags: onlyTest(lastKiller) };
  yield { config, flags: ['-x', '-g', String.raw`\[[^\]]*\b${breaks}\b[^\]]*\]`] };
  // What watches every socket may notice it in any test. After each failure a worker is started anew.
  yield { config, flags: ['--max-failures', '10'] };
}

const noteOf = ({ failures, blocked }: DefectRun, { breaks }: Defect): string => {
  if (blocked !== undefined) return blocked;
  const [first] = failures;
  return first
    ? `${failures.length} tests failed, none of which names ${breaks}: ${first.file} › ${first.title}`
    : 'the run is green';
};

/**
 * Looks for a test that notices a defect: the killer of last time, then the tests that name the promise, then all. A new
 * killer must pass on a healthy staging, or it would have been red anyway.
 */
export async function huntDefect(defect: Defect, options: HuntOptions): Promise<Fate> {
  const { envFileOf, lastKiller, signal } = options;
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  const run = (name: string | undefined, attempt: Attempt): Promise<DefectRun> =>
    runWithDefect({ ...attempt, defect: name, envFile: envFileOf(name), signal, timeoutMs });
  let note = '';
  for (const attempt of attempts(defect, options)) {
    const red = await run(defect.name, attempt);
    const [killedBy, ...alsoKilledBy] = red.blocked === undefined ? killersOf(red.failures, defect) : [];
    note = noteOf(red, defect);
    if (killedBy === undefined) continue;
    const isKnown = killedBy === lastKiller;
    const control = isKnown ? undefined : await run(undefined, { ...attempt, flags: onlyTest(killedBy) });
    if (control === undefined || (control.blocked === undefined && control.failures.length === 0))
      return { ...defect, killedBy, alsoKilledBy, seconds: seconds() };
    note = `${killedBy} fails on a healthy staging, too`;
  }
  return { ...defect, killedBy: null, alsoKilledBy: [], note, seconds: seconds() };
}
