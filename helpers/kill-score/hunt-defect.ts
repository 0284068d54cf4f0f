import type { Defect } from './defect.ts';
import type { Fate } from './kill-score.ts';
import { killersOf } from './killers-of.ts';
import { runWithDefect, type DefectRun, type DefectRunOptions } from './run-with-defect.ts';

export interface HuntOptions extends Pick<DefectRunOptions, 'config' | 'envFile' | 'signal'> {
  /** Who killed it last time, as `file › title`. */
  lastKiller: string | undefined;
  /** `first` stops at the first killer, `all` runs the whole suite. */
  killers: 'first' | 'all';
}

/** Of the whole suite, on a machine that is busy with another. */
const timeoutMs = 240_000;

const regExpOf = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** The flags of the tests that may notice it, the likeliest first. */
function attempts({ breaks }: Defect, { killers, lastKiller }: HuntOptions): readonly string[][] {
  if (killers === 'all') return [[]];
  // What watches every socket may notice it in any test. After each failure a worker is started anew.
  const everything = ['--max-failures', '10'];
  const named = ['-x', '-g', String.raw`\[[^\]]*\b${breaks}\b[^\]]*\]`];
  const [file, title] = lastKiller?.split(' › ') ?? [];
  const last = file !== undefined && title !== undefined ? [[file, '-x', '-g', regExpOf(title)]] : [];
  return [...last, named, everything];
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
  const { config, envFile, signal } = options;
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  let note = '';
  for (const flags of attempts(defect, options)) {
    const run = await runWithDefect({ defect: defect.name, config, envFile, signal, flags, timeoutMs });
    const [killedBy, ...alsoKilledBy] = run.blocked === undefined ? killersOf(run.failures, defect) : [];
    if (killedBy !== undefined) return { ...defect, killedBy, alsoKilledBy, seconds: seconds() };
    note = noteOf(run, defect);
    if (run.blocked !== undefined) break;
  }
  return { ...defect, killedBy: null, alsoKilledBy: [], note, seconds: seconds() };
}
