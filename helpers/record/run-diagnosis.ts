import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { owners } from '../../config/owner.ts';
import { lookUntil } from '../http/look-until.ts';
import { claimFile, makePrivateDirectory, replaceFile } from '../shared-file.ts';

const judgedCause = z.object({
  /** Of docs/causes.md. */
  id: z.string(),
  sentence: z.string(),
  owner: z.enum(owners),
  /** What was seen that shows it. */
  reason: z.string(),
  next: z.string(),
});

/** What one diagnosis of a run came to; it is asked for once per signature and changes no verdict. */
export const diagnosisRecord = z.object({
  /** By what the tests were refused, e.g. `the chat backend answered 403`. */
  signature: z.string(),
  /** Several causes of one finding look the same from outside; the finding that hides the others comes first. */
  findings: z.array(z.object({ causes: z.array(judgedCause) })),
  /** What was seen that no cause explains. */
  unknown: z.array(z.string()),
  /** All of it in the doctor's words, or why the diagnosis did not end. */
  text: z.string(),
  /** Requests and handshakes. */
  requests: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
});

export type DiagnosisRecord = z.infer<typeof diagnosisRecord>;

const write = (path: string, record: DiagnosisRecord): void => {
  replaceFile(path, JSON.stringify(record));
};

/**
 * Diagnoses where no process of the run has done so for this signature; a later process gets its result.
 * @param directory - where the processes of the run meet
 * @param deadlineMs - how long another process is waited for
 */
export async function diagnoseOnce(
  directory: string,
  signature: string,
  deadlineMs: number,
  diagnose: () => Promise<DiagnosisRecord>,
): Promise<DiagnosisRecord> {
  makePrivateDirectory(directory);
  const name = createHash('sha256').update(signature).digest('hex').slice(0, 16);
  const path = join(directory, `diagnosis-${name}.json`);
  if (claimFile(`${path}.claim`)) {
    const record = await diagnose();
    write(path, record);
    return record;
  }
  const isThere = await lookUntil(
    () => Promise.resolve(existsSync(path)),
    (there) => there,
    { deadlineMs, everyMs: 100 },
  );
  if (isThere) return diagnosisRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
  const text =
    'The diagnosis came to no end: the process that asked ended before. Ask again: npm run doctor.';
  const none = { signature, findings: [], unknown: [], text, requests: 0, seconds: 0 };
  // So that no process waits for it again.
  write(path, none);
  return none;
}
