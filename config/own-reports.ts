import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { z } from 'zod';
import { CodedError } from './coded-error.ts';
import { processOwner, stateOfOwner, thisProcess } from './process-owner.ts';

/** A run cannot have its reports: another run has them, or they cannot be written. */
class ReportsError extends CodedError<'REPORTS_IN_USE' | 'REPORTS_UNWRITABLE'> {
  override readonly name = 'ReportsError';

  constructor(code: ReportsError['code'], sentence: string, options?: ErrorOptions) {
    super(code, sentence, options);
    this.stack = this.message;
  }

  /** What a terminal shows: the message, without frames. */
  [inspect.custom](): string {
    return this.message;
  }
}

const lockName = 'run.lock';
/** Of the checkout's own files, which no run writes. */
const committed = 'README.md';

const lockText = z.object({ run: z.string(), since: z.string(), owner: processOwner });
type Lock = z.infer<typeof lockText>;

/** How often the owner touches its lock, and how old that may be for those who cannot see the owner's process. */
const touch = { everyMs: 10_000, lastsMs: 60_000 } as const;

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

/** The lock in a file; null where the text is none, undefined where there is no file. */
function readLock(path: string): Lock | null | undefined {
  try {
    return lockText.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @param now - a file that was just written there, as another machine's clock may be the one that counts */
function isHeld(path: string, lock: Lock | null, now: string): boolean {
  const state = lock ? stateOfOwner(lock.owner, thisProcess()) : 'elsewhere';
  if (state !== 'elsewhere') return state === 'running';
  const touched = statSync(path, { throwIfNoEntry: false });
  return touched !== undefined && statSync(now).mtimeMs - touched.mtimeMs < touch.lastsMs;
}

/**
 * Takes the lock, which comes into being whole, or not at all.
 * @returns the lock of a run that goes on; undefined where it was taken
 */
function takeLock(path: string, mine: Lock): { of: Lock | null } | undefined {
  const written = `${path}.${randomUUID()}`;
  writeFileSync(written, `${JSON.stringify(mine)}\n`, { flag: 'wx' });
  try {
    for (;;) {
      try {
        linkSync(written, path);
        return undefined;
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const of = readLock(path);
      if (of === undefined) continue;
      if (isHeld(path, of, written)) return { of };
      // Two may find the same dead owner: who moves its lock away looks at what was moved, and gives a living one back.
      const moved = `${written}.old`;
      try {
        renameSync(path, moved);
      } catch (error) {
        if (isCode(error, 'ENOENT')) continue;
        throw error;
      }
      if (JSON.stringify(readLock(moved)) !== JSON.stringify(of)) renameSync(moved, path);
      else rmSync(moved);
    }
  } finally {
    rmSync(written, { force: true });
  }
}

/** The lock that this process has, as it was written; undefined while it has none. */
let own: { path: string; lock: Lock } | undefined;
let lost: string | undefined;

const isMine = (mine: Lock, seen: Lock | null | undefined): boolean =>
  JSON.stringify(seen) === JSON.stringify(mine);

/** Touches the lock of this run. Where it is gone, others may have written meanwhile: it is taken again, and that is noted. */
function touchLock(): void {
  if (!own) return;
  const { path, lock } = own;
  let what: string;
  try {
    const seen = readLock(path);
    if (isMine(lock, seen)) {
      const now = new Date();
      utimesSync(path, now, now);
      return;
    }
    what =
      seen === undefined ? 'was removed' : `was taken over by ${seen ? `run ${seen.run}` : 'another run'}`;
    mkdirSync(dirname(path), { recursive: true });
    if (seen === undefined) takeLock(path, lock);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    what = `cannot be written (${message})`;
  }
  lost ??= `REPORTS: ${path} ${what} while this run went on, so another run may have written there and into test-results/. Run again, and leave both directories alone until the run has ended.`;
}

/** Why the reports may not be this run's alone, in a sentence; undefined where they are. */
export function reportsLost(): string | undefined {
  touchLock();
  return lost;
}

/** The record first: if the rest cannot be removed, no file is left that says that a run passed. */
function clear(reports: string, results: string): void {
  rmSync(join(reports, 'record.json'), { force: true });
  for (const name of readdirSync(reports))
    if (name !== committed && !name.startsWith(lockName))
      rmSync(join(reports, name), { recursive: true, force: true });
  rmSync(results, { recursive: true, force: true });
}

/**
 * Makes `reports/` and `test-results/` of a checkout this run's own until its process ends, and removes what an earlier
 * run left there. A dead run's are taken over.
 * @param root - of the checkout, or wherever this run writes
 * @param run - its id
 * @throws ReportsError when another run goes on there, or they cannot be written
 */
export function ownReports(root: string, run: string): void {
  const [reports, results] = [join(root, 'reports'), join(root, 'test-results')];
  const path = join(reports, lockName);
  try {
    mkdirSync(reports, { recursive: true });
    const lock = { run, since: new Date().toISOString(), owner: thisProcess() };
    const held = takeLock(path, lock);
    if (held) {
      const { run: other, since, owner } = held.of ?? {};
      const first = owner
        ? `run ${String(other)} (process ${owner.pid} on ${owner.host}, since ${String(since)})`
        : `a run that ${path} does not name`;
      throw new ReportsError(
        'REPORTS_IN_USE',
        `${reports} belongs to ${first}, which goes on. Wait for its end, or start this run in another checkout.`,
      );
    }
    [own, lost] = [{ path, lock }, undefined];
    process.once('exit', () => {
      if (isMine(lock, readLock(path))) rmSync(path, { force: true });
    });
    clear(reports, results);
  } catch (error) {
    const { code, message, path: place = reports } = error as NodeJS.ErrnoException;
    if (error instanceof ReportsError || code === undefined) throw error;
    throw new ReportsError(
      'REPORTS_UNWRITABLE',
      `${place}: ${message}. A run removes the reports of the run before and writes its own: make ${reports} and ${results} writable for this user, or start it in another checkout.`,
      { cause: error },
    );
  }
  setInterval(touchLock, touch.everyMs).unref();
}
