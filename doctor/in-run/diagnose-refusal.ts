import type { Environment } from '../../config/environment.ts';
import { requireSetting } from '../../config/require-setting.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { resolveTarget } from '../../config/target.ts';
import { createRequestBudget } from '../../helpers/http/request-budget.ts';
import type { DiagnosisRecord } from '../../helpers/record/run-diagnosis.ts';
import { journaledBudget, type RunJournal } from '../../helpers/record/run-journal.ts';
import { openUserLedger } from '../../helpers/users/ledger/user-ledger.ts';
import { type Subject, subjectOf } from '../asking/subject.ts';
import { diagnose } from '../diagnose.ts';
import { diagnosisText } from '../diagnosis-text.ts';
import type { Diagnosis } from '../diagnosis.ts';

/** For the probes. */
const deadlineMs = 15_000;
/** Another worker waits for the diagnosis; a user that stays longer is in the ledger, and the run looks again at its end. */
const mostBindsWithinMs = 5_000;

const causesOf = ({ causes }: Diagnosis['findings'][number]): DiagnosisRecord['findings'][number] => ({
  causes: causes.map(({ id, sentence, owner, reason, next }) => ({ id, sentence, owner, reason, next })),
});

async function diagnoseTarget(
  environment: Environment,
  journal: RunJournal,
  given: Pick<Subject, 'nextIdentity'> & Pick<Partial<Subject>, 'token' | 'refused'>,
): Promise<Diagnosis> {
  const target = resolveTarget(environment);
  const ledger = openUserLedger(target, requireSetting(environment, 'STAGING_USER_KEY'));
  try {
    const budget = journaledBudget(createRequestBudget(runDirectory(), target.requestsPerMinute), journal);
    return await diagnose(subjectOf(environment, { now: Date.now, budget, ledger, ...given }), {
      deadlineMs,
      bindsWithinMs: Math.min(mostBindsWithinMs, target.revocationVisibleMs),
    });
  } finally {
    ledger.close();
  }
}

/** Asks the target why it refuses, and says it as the record of a run keeps it. */
export async function diagnoseRefusal(
  signature: string,
  ...asked: Parameters<typeof diagnoseTarget>
): Promise<DiagnosisRecord> {
  try {
    const diagnosis = await diagnoseTarget(...asked);
    return {
      signature,
      findings: diagnosis.findings.map(causesOf),
      unknown: [...diagnosis.unknown],
      text: diagnosisText(diagnosis).join('\n'),
      requests: diagnosis.requests,
      seconds: diagnosis.seconds,
    };
  } catch (error) {
    // The tests are red for a reason of their own; that nobody knows why is told, and changes no verdict.
    const reason = error instanceof Error ? error.message : String(error);
    const text = `The diagnosis came to no end: ${reason} Ask again: npm run doctor.`;
    return { signature, findings: [], unknown: [], text, requests: 0, seconds: 0 };
  }
}
