import { rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { FullResult, Reporter } from '@playwright/test/reporter';
import { cancelledBy } from '../../config/cancellation.ts';
import { runsTests } from '../../config/prepare-runner.ts';
import { thisProcess } from '../../config/process-owner.ts';
import { projectRoot } from '../../config/project-root.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { printable } from '../evidence/printable.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { clearSettled } from '../users/ledger/ledger-file.ts';
import { stateOfPart } from '../users/ledger/owner.ts';
import { completeReports } from './complete-reports.ts';
import { lastLines, notices } from './last-lines.ts';
import type { RunRecord } from './run-record.ts';
import { thisRun } from './this-run.ts';

/** How a person opens the reports in a directory. */
function reportHint(directory: string): string {
  const isOurs = resolve(directory) === resolve(projectRoot, 'reports');
  return `${isOurs ? 'npm run report' : relative(process.cwd(), `${directory}/html/index.html`)}; for scripts ${relative(process.cwd(), `${directory}/record.json`)}`;
}

/**
 * Writes the record of the run when all reports are written and searched, lets those of Playwright say the same, and prints
 * the last lines of the terminal. The exit code follows the record. Must be the last in the list.
 */
export default class RecordReport implements Reporter {
  #status: FullResult['status'] | undefined;
  #record: RunRecord | undefined;
  readonly #originals = new Map<string, Buffer>();

  printsToStdio(): boolean {
    return false;
  }

  onEnd({ status }: FullResult): void {
    if (!runsTests()) return;
    this.#status = cancelledBy() === undefined ? status : 'interrupted';
    this.#write();
    // Another reporter may say what it likes.
    process.once('exit', () => {
      if (this.#record?.status !== 'passed') process.exitCode = Number(process.exitCode ?? 0) || 1;
    });
  }

  /** After the end, of a reporter that was added: ours have written. */
  onError(): void {
    this.#write();
  }

  onExit(): Promise<void> {
    if (this.#status === undefined) return Promise.resolve();
    const { parts } = thisRun.ledger();
    const here = thisProcess();
    clearSettled(parts.filter((part) => stateOfPart(part, here).isAbandoned));
    rmSync(runDirectory(), { recursive: true, force: true });
    const [record, directory] = [this.#record, thisRun.directory];
    if (!record || directory === undefined) return Promise.resolve();
    const { redact } = runRedactor();
    const lines = [...notices(record), '', ...lastLines(record, reportHint(directory))];
    for (const line of lines) process.stdout.write(`${printable(redact(line))}\n`);
    return Promise.resolve();
  }

  #write(): void {
    if (this.#status === undefined) return;
    this.#record = thisRun.write(this.#status);
    if (this.#record && thisRun.directory !== undefined)
      completeReports(thisRun.directory, this.#record, this.#originals);
  }
}
