import { loadEnvironment } from '../../../config/environment.ts';
import { runDirectory } from '../../../config/run-directory.ts';
import { runId } from '../../../config/run-id.ts';
import { resolveTarget } from '../../../config/target.ts';
import { runRedactor } from '../../evidence/run-redactor.ts';
import { createRunJournal } from '../../record/run-journal.ts';
import { clearSettled } from '../ledger/clear-settled.ts';
import { abandonedParts } from './abandoned-parts.ts';
import { sweepLedger } from './sweep-ledger.ts';
import { sweepMeans } from './sweep-means.ts';

const say = (sentence: string): void => void process.stdout.write(`${runRedactor().redact(sentence)}\n`);

/** @param isMeant - tells files apart by their run */
async function sweepAbandoned(isMeant: (run: string) => boolean): Promise<void> {
  const environment = loadEnvironment();
  const target = resolveTarget(environment);
  const parts = abandonedParts(target).filter(({ run }) => isMeant(run));
  const left = parts.flatMap(({ users }) => users).filter(({ fate }) => fate !== 'absent').length;
  if (left > 0 && !target.capabilities.has('user-deletion')) {
    say(
      `[SWEEP] ${String(left)} users of other processes stay: the target lacks user-deletion. npm run users -- list --format sql is for its operators.`,
    );
    return;
  }
  if (left > 0 || parts.some(({ problems }) => problems.length > 0)) {
    if (left > 0) say(`[SWEEP] ${String(left)} abandoned users are being removed.`);
    const { removed, problems } = await sweepLedger(parts, await sweepMeans(environment, target));
    if (removed > 0) {
      createRunJournal(runDirectory()).write({ kind: 'users-swept', count: removed });
      say(`[SWEEP] ${String(removed)} abandoned users were removed.`);
    }
    for (const problem of problems) say(`[SWEEP] ${problem}`);
  }
  // The record of this run is still to be made.
  clearSettled(parts.filter(({ run }) => run !== runId()));
}

/**
 * Removes abandoned users. It costs nothing where there are none, and fails no run: what it cannot do it says, and the record
 * tells who of this run is left.
 */
async function sweepForRun(isMeant: (run: string) => boolean): Promise<void> {
  try {
    await sweepAbandoned(isMeant);
  } catch (error) {
    say(
      `[SWEEP_FAILED] ${error instanceof Error ? error.message : String(error)} Abandoned users stay in the ledger; npm run users -- sweep tries again.`,
    );
  }
}

/** For Playwright's `globalSetup`: what it returns is done after the run, for those whom its own dead workers left. */
export default async function sweepBeforeAndAfter(): Promise<() => Promise<void>> {
  await sweepForRun(() => true);
  return () => sweepForRun((run) => run === runId());
}
