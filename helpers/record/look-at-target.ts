import { loadEnvironment } from '../../config/environment.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { runId } from '../../config/run-id.ts';
import { resolveTarget, type Target } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import { createWireLog } from '../evidence/wire-log.ts';
import { createHttpClient } from '../http/http-client.ts';
import { lookUntil } from '../http/look-until.ts';
import { readAnswer } from '../http/read-answer.ts';
import { createRequestBudget } from '../http/request-budget.ts';
import { health } from '../wire/health.ts';
import { createRunJournal, entriesOf, journaledBudget } from './run-journal.ts';
import type { ServiceLook, TargetLook } from './target-look.ts';
import { thisRun } from './this-run.ts';

/** What a service says of itself, once it has started: until then it, or what stands before it, answers 5xx. */
async function lookAtService(
  target: Target,
  { name, baseUrl, deadlineMs }: { name: string; baseUrl: string; deadlineMs: number },
): Promise<ServiceLook> {
  const client = createHttpClient({
    service: name,
    baseUrl,
    timeoutMs: target.requestTimeoutMs,
    budget: journaledBudget(
      createRequestBudget(runDirectory(), target.requestsPerMinute),
      createRunJournal(runDirectory()),
    ),
    recorder: createWireLog(`${runId()}-runner`).recorderOf('preparation'),
  });
  try {
    const answer = await lookUntil(
      () => client.send({ method: 'GET', path: '/health' }),
      ({ status }) => status < 500,
      { deadlineMs, everyMs: timeouts.lookAgainMs },
    );
    const { service, version, revision = null, environment } = readAnswer(answer, 200, health);
    return { service, version, revision, environment };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function lookAtTarget(target: Target, deadlineMs: number): Promise<TargetLook> {
  const { authUrl, backendUrl } = target;
  const auth = await lookAtService(target, { name: 'auth service', baseUrl: authUrl, deadlineMs });
  const backend = await lookAtService(target, { name: 'chat backend', baseUrl: backendUrl, deadlineMs });
  return { at: new Date().toISOString(), auth, backend };
}

/** A target that said something else than staging is asked nothing more. */
function mayBeAskedAgain(start: TargetLook): boolean {
  const isForeign = [start.auth, start.backend].some(
    (look) => 'environment' in look && look.environment !== 'staging',
  );
  return !isForeign && entriesOf(createRunJournal(runDirectory()).read(), 'production-seen').length === 0;
}

/** For Playwright's `globalSetup`: reads what both services are when the run begins and, by what it returns, when it ends. */
export default async function lookAtStartAndEnd(): Promise<() => Promise<void>> {
  const environment = loadEnvironment();
  // Tests of one's own may have no target.
  if (environment.STAGING_AUTH_URL === undefined) return () => Promise.resolve();
  const target = resolveTarget(environment);
  const ended = thisRun.awaitTeardown();
  const journal = createRunJournal(runDirectory());
  const start = await lookAtTarget(target, target.readyTimeoutMs);
  journal.write({ kind: 'look', when: 'start', look: start });
  return async () => {
    if (mayBeAskedAgain(start))
      journal.write({ kind: 'look', when: 'end', look: await lookAtTarget(target, 0) });
    ended();
  };
}
