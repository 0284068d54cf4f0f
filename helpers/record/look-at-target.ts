import { loadEnvironment } from '../../config/environment.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { resolveTarget } from '../../config/target.ts';
import type { GuardedService, TargetGuard } from '../guard/target-guard.ts';
import { guardTarget } from '../http/guard-target.ts';
import { createRequestBudget } from '../http/request-budget.ts';
import { createRunJournal, journaledBudget } from './run-journal.ts';
import type { ServiceLook, TargetLook } from './target-look.ts';
import { thisRun } from './this-run.ts';

async function lookAtService(
  guard: TargetGuard,
  service: GuardedService,
  waitMs: number,
): Promise<ServiceLook> {
  try {
    const said = await guard.ask(service, waitMs);
    const { version, revision = null, environment = null } = said;
    return { service: said.service, version, revision, environment };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** @param waitMs - for a service that answers 5xx, as one does that is starting */
async function lookAtTarget(guard: TargetGuard, waitMs: number): Promise<TargetLook> {
  const auth = await lookAtService(guard, guard.auth, waitMs);
  const backend = await lookAtService(guard, guard.backend, waitMs);
  return { at: new Date().toISOString(), auth, backend };
}

/** For Playwright's `globalSetup`: reads what both services are when the run begins and, by what it returns, when it ends. */
export default async function lookAtStartAndEnd(): Promise<() => Promise<void>> {
  const environment = loadEnvironment();
  // Tests of one's own may have no target.
  if (environment.STAGING_AUTH_URL === undefined) return () => Promise.resolve();
  const target = resolveTarget(environment);
  const journal = createRunJournal(runDirectory());
  const directory = runDirectory();
  const budget = journaledBudget(createRequestBudget(directory, target.requestsPerMinute), journal);
  const guard = guardTarget(target, { budget, directory, journal });
  const start = await lookAtTarget(guard, target.readyTimeoutMs);
  journal.write({ kind: 'look', when: 'start', look: start });
  return thisRun.atEnd(async () => {
    if (guard.production() === undefined)
      journal.write({ kind: 'look', when: 'end', look: await lookAtTarget(guard, 0) });
  });
}
