import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../config/configuration-error.ts';
import { type Environment, loadEnvironment } from '../config/environment.ts';
import { requireSetting } from '../config/require-setting.ts';
import { runId } from '../config/run-id.ts';
import { resolveTarget } from '../config/target.ts';
import { createRequestBudget } from '../helpers/http/request-budget.ts';
import { clearSettled } from '../helpers/users/ledger/ledger-file.ts';
import { readLedger } from '../helpers/users/ledger/read-ledger.ts';
import { openUserLedger } from '../helpers/users/ledger/user-ledger.ts';
import { type Subject, subjectOf } from './asking/subject.ts';
import { conclude } from './conclude.ts';
import { diagnose, type DiagnoseOptions } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { noObservations } from './observation/observations.ts';

export interface ExamineOptions extends DiagnoseOptions, Pick<Subject, 'token' | 'offer' | 'refused'> {
  /** What the process finds in its environment. */
  variables?: Readonly<Record<string, string | undefined>>;
  /** Where config/ is. */
  root?: string;
  /** The local clock; for who shifts it. */
  now?: () => number;
}

/**
 * Diagnoses what a configuration names, or the configuration itself.
 * @throws ConfigurationError where it is wrong in a way that is no cause of docs/causes.md
 */
export async function examine({
  variables,
  root,
  now = Date.now,
  ...options
}: ExamineOptions): Promise<Diagnosis> {
  let environment: Environment;
  try {
    environment = loadEnvironment(variables, root);
    resolveTarget(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const seen = { ...noObservations(), configuration: error.problems };
    const conclusion = conclude(seen);
    if (conclusion.findings.length === 0) throw error;
    return {
      ...conclusion,
      isComplete: true,
      probes: [],
      seen,
      leftBehind: [],
      isClean: true,
      requests: 0,
      seconds: 0,
    };
  }
  const directory = mkdtempSync(join(tmpdir(), 'netra-diagnosis-'));
  const target = resolveTarget(environment);
  const ledger = openUserLedger(target, requireSetting(environment, 'STAGING_USER_KEY'));
  try {
    const budget = createRequestBudget(directory, target.requestsPerMinute);
    const { token, offer, refused, ...rest } = options;
    const given = { ...(token && { token }), ...(offer && { offer }), ...(refused && { refused }) };
    return await diagnose(subjectOf(environment, { now, budget, ledger, ...given }), rest);
  } finally {
    ledger.close();
    clearSettled(readLedger(target.ledgerDirectory, runId()));
    rmSync(directory, { recursive: true, force: true });
  }
}
