import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUntil } from '../../http/look-until.ts';
import { diagnosisRecord, type DiagnosisRecord } from '../../reporting/diagnosis-record.ts';

function isFirst(claim: string): boolean {
  try {
    closeSync(openSync(claim, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Diagnoses where no process of the run has done so for this signature; who comes later gets what came of it.
 * @param directory - where the processes of the run meet
 * @param deadlineMs - how long another process is waited for
 * @returns undefined where another one came to no end in time
 */
export async function diagnoseOnce(
  directory: string,
  signature: string,
  deadlineMs: number,
  diagnose: () => Promise<DiagnosisRecord>,
): Promise<DiagnosisRecord | undefined> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const name = createHash('sha256').update(signature).digest('hex').slice(0, 16);
  const path = join(directory, `diagnosis-${name}.json`);
  if (isFirst(`${path}.claim`)) {
    const record = await diagnose();
    // Whole, or not there.
    writeFileSync(`${path}.part`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${path}.part`, path);
    return record;
  }
  const isThere = await lookUntil(
    () => Promise.resolve(existsSync(path)),
    (there) => there,
    { deadlineMs, everyMs: 100 },
  );
  return isThere ? diagnosisRecord.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
