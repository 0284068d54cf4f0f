import { coded } from '../../../config/coded-error.ts';
import { loadEnvironment } from '../../../config/environment.ts';
import { runDirectory } from '../../../config/run-directory.ts';
import { runId } from '../../../config/run-id.ts';
import { resolveTarget } from '../../../config/target.ts';
import { runRedactor } from '../../evidence/run-redactor.ts';
import { createRunJournal } from '../../record/run-journal.ts';
import { clearSettled } from '../ledger/ledger-file.ts';
import { judgeLedger, planSweep } from './plan-sweep.ts';
import { sweepLedger } from './sweep-ledger.ts';
import { sweepAccess, sweepMeans } from './sweep-means.ts';

const say = (sentence: string): void => void process.stdout.write(`${runRedactor().redact(sentence)}\n`);

/** @param isMeant - chooses files by their run; that of a damaged file may be unknown */
async function sweepAbandoned(isMeant: (run: string | undefined) => boolean): Promise<void> {
  const environment = loadEnvironment();
  const target = resolveTarget(environment);
  const access = sweepAccess(target);
  const ledger = await judgeLedger(target, access.auth, { isMeant });
  const parts = ledger.parts.flatMap(({ part, state }) => (state.isAbandoned ? [part] : []));
  const left = parts.flatMap(({ users }) => users).filter(({ fate }) => fate !== 'absent').length;
  let { problems } = ledger;
  if (left > 0 && !target.capabilities.has('user-deletion'))
    say(
      `SWEEP: ${left} users of other processes stay, as the target lacks user-deletion. Give its operators the output of npm run users -- list --format sql.`,
    );
  else if (left > 0) {
    say(`SWEEP: ${left} abandoned users are being removed.`);
    const means = await sweepMeans(environment, target, access);
    const swept = await sweepLedger(planSweep(ledger, means), means);
    problems = swept.problems;
    if (swept.removed > 0) {
      createRunJournal(runDirectory()).write({ kind: 'users-swept', count: swept.removed });
      say(`SWEEP: ${swept.removed} abandoned users were removed.`);
    }
  }
  for (const problem of problems) say(`SWEEP: ${problem}`);
  // The record of this run is still to be made.
  clearSettled(parts.filter(({ run }) => run !== runId()));
}

/**
 * Removes abandoned users. It costs nothing where there are none, and fails no run: what it cannot do it prints, and the
 * record names the users of this run that are left.
 */
async function sweepForRun(isMeant: (run: string | undefined) => boolean): Promise<void> {
  try {
    await sweepAbandoned(isMeant);
  } catch (error) {
    say(
      coded(
        'SWEEP_FAILED',
        `${error instanceof Error ? error.message : String(error)} Abandoned users stay in the ledger; npm run users -- sweep tries again.`,
      ),
    );
  }
}

/** For Playwright's `globalSetup`: what it returns removes, after the run, the users that its own dead workers left. */
export default async function sweepBeforeAndAfter(): Promise<() => Promise<void>> {
  await sweepForRun(() => true);
  return () => sweepForRun((run) => run === runId());
}
