import type { Environment } from '../../../config/environment.ts';
import type { DiagnosisRecord } from '../../reporting/diagnosis-record.ts';
import { diagnose } from '../diagnose.ts';
import { diagnosisText } from '../diagnosis-text.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { subjectOf } from '../subject-of.ts';

/** For the probes; removing their users may take five seconds more. */
const deadlineMs = 15_000;

const causesOf = ({ causes }: Diagnosis['findings'][number]): DiagnosisRecord['findings'][number] => ({
  causes: causes.map(({ id, sentence, owner, reason, next }) => ({ id, sentence, owner, reason, next })),
});

/** Asks the target why it refuses, and says it as the record of a run keeps it. */
export async function diagnoseRefusal(
  signature: string,
  environment: Environment,
  subject: Parameters<typeof subjectOf>[1],
): Promise<DiagnosisRecord> {
  try {
    const diagnosis = await diagnose(subjectOf(environment, subject), { deadlineMs });
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
