import type { Defect } from './defect.ts';
import type { Fate } from './kill-score.ts';
import { killersOf } from './killers-of.ts';
import { runWithDefect, type DefectRun, type DefectRunOptions } from './run-with-defect.ts';

export interface HuntOptions extends Pick<DefectRunOptions, 'config' | 'envFile' | 'signal'> {
  /** Who killed it last time, as `file › title` (tests/killers.json). */
  lastKiller: string | undefined;
  /** `first` stops at the first killer, `all` runs the whole suite. */
  killers: 'first' | 'all';
}

/** Of the whole suite, on a machine that is busy with another. */
const timeoutMs = 240_000;

const regExpOf = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** Alone, as it was found in a run that the preflight had let pass. */
const lastKillerConfig = 'tests/harness/plants/last-killer.config.ts';

type Attempt = Pick<DefectRunOptions, 'config' | 'flags'>;

/** The runs that may notice it, the likeliest first. */
function* attempts({ breaks }: Defect, { config, killers, lastKiller }: HuntOptions): Generator<Attempt> {
  if (killers === 'all') {
    yield { config, flags: [] };
    return;
  }
  const [file, title] = lastKiller?.split(' › ') ?? [];
  if (file !== undefined && title !== undefined)
    yield { config: lastKillerConfig, flags: [file, '-x', '-g', regExpOf(title)] };
  yield { config, flags: ['-x', '-g', String.raw`\[[^\]]*\b${breaks}\b[^\]]*\]`] };
  // What watches every socket may notice it in any test. After each failure a worker is started anew.
  yield { config, flags: ['--max-failures', '10'] };
}

const noteOf = ({ failures, blocked }: DefectRun, { breaks }: Defect): string => {
  if (blocked !== undefined) return blocked;
  const [first] = failures;
  return first
    ? `${String(failures.length)} tests failed, none of which names ${breaks}: ${first.file} › ${first.title}`
    : 'the run is green';
};

/** Looks for a test that notices a defect: the killer of last time, then the tests that name the promise, then all. */
export async function huntDefect(defect: Defect, options: HuntOptions): Promise<Fate> {
  const { envFile, signal } = options;
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  let note = '';
  for (const attempt of attempts(defect, options)) {
    const run = await runWithDefect({ ...attempt, defect: defect.name, envFile, signal, timeoutMs });
    const [killedBy, ...alsoKilledBy] = run.blocked === undefined ? killersOf(run.failures, defect) : [];
    if (killedBy !== undefined) return { ...defect, killedBy, alsoKilledBy, seconds: seconds() };
    note = noteOf(run, defect);
  }
  return { ...defect, killedBy: null, alsoKilledBy: [], note, seconds: seconds() };
}
