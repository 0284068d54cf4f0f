import { readFileSync } from 'node:fs';
import { runRecord, type RunRecord } from './run-record.ts';

/**
 * The record of a run.
 * @throws Error with one sentence when the file is not there, or is no record of version 1
 */
export function readRunRecord(path: string): RunRecord {
  const unreadable = (reason: string): Error =>
    new Error(`[RECORD_UNREADABLE] ${path}: ${reason}. Run the suite again: npm run e2e.`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw unreadable(
      error instanceof SyntaxError ? 'it is not JSON' : String((error as NodeJS.ErrnoException).code),
    );
  }
  const result = runRecord.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw unreadable(
    `it is no record of version 1 (${String(issue?.path.join('.'))}: ${String(issue?.message)})`,
  );
}
