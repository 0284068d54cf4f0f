import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FullConfig, FullResult, Suite } from '@playwright/test/reporter';
import { thisProcess } from '../../config/process-owner.ts';
import { type Environment, loadEnvironment } from '../../config/environment.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { runId } from '../../config/run-id.ts';
import { resolveTarget } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import { replaceFile } from '../shared-file.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { lookUntil } from '../http/look-until.ts';
import type { TakenInventory } from '../inventory/run-scope.ts';
import { LedgerError } from '../users/ledger/ledger-error.ts';
import type { LedgerPart } from '../users/ledger/ledger-line.ts';
import { stateOfPart } from '../users/ledger/owner.ts';
import { readLedger } from '../users/ledger/read-ledger.ts';
import { createRunRecord } from './create-run-record.ts';
import { harnessRevision, type HarnessRevision } from './harness-revision.ts';
import { createRunJournal } from './run-journal.ts';
import type { Red, RunRecord } from './run-record.ts';

/** What is known when the tests begin. */
export interface RunBeginning {
  config: FullConfig;
  suite: Suite;
  /** Of the record, from the configuration's directory. */
  recordFile: string;
  inventory: TakenInventory;
}

type Begun = RunBeginning & { environment: Environment; harness: HarnessRevision; startedAt: Date };

/** How long the workers of a run may clean up whose time is over. */
const mostCleanUpMs = 30_000;

/** What the runner's process knows of the run that it runs; its reporters and its global set-up share it. */
class ThisRun {
  /** What the errors outside tests say. */
  readonly errors = new Set<string>();
  /** What makes the run red and no test, error or entry of the journal says. */
  readonly noticed: Omit<Red, 'tests'>[] = [];
  /** As it was written last. */
  record: RunRecord | undefined;
  #begun: Begun | undefined;
  #end = (): Promise<void> => Promise.resolve();

  /** Forgets the run before: an editor's runner has several. */
  begin(beginning: RunBeginning): void {
    this.errors.clear();
    this.noticed.length = 0;
    this.record = undefined;
    // The embedded staging is up by now: its file says where it is, and goes with it.
    const [environment, harness] = [loadEnvironment(), harnessRevision()];
    this.#begun = { ...beginning, environment, harness, startedAt: new Date() };
  }

  /** The directory of the reports; undefined where nothing was begun. */
  get directory(): string | undefined {
    return this.#begun && dirname(this.#recordFile(this.#begun));
  }

  /** Says what is done when the tests have ended, and returns it: it is done once, at the first call. */
  atEnd(task: () => Promise<void>): () => Promise<void> {
    let ended: Promise<void> | undefined;
    this.#end = () => (ended ??= task());
    return this.#end;
  }

  /**
   * Does what Playwright leaves out where the time of the whole run is over, or it is cancelled as its workers end: waits for the workers, which still clean up, and
   * does what is done at the end.
   */
  async endLate(): Promise<void> {
    const here = thisProcess();
    const areGone = await lookUntil(
      () => Promise.resolve(this.ledger().parts.every((part) => !stateOfPart(part, here).isLive)),
      (gone) => gone,
      { deadlineMs: mostCleanUpMs, everyMs: timeouts.lookAgainMs },
    );
    await this.#end();
    if (!areGone)
      this.noticed.push({
        kind: 'clean-up',
        sentence: `CLEAN-UP: Workers had not ended ${mostCleanUpMs / 1_000} s after the run: npm run users -- list says who is left.`,
      });
  }

  /** The ledger of the users of this run; nothing where no target is known. */
  ledger(): { parts: LedgerPart[]; problems: string[] } {
    if (this.#begun?.environment.STAGING_AUTH_URL === undefined) return { parts: [], problems: [] };
    try {
      const { ledgerDirectory } = resolveTarget(this.#begun.environment);
      return { parts: readLedger(ledgerDirectory, runId()), problems: [] };
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      return { parts: [], problems: [error.message] };
    }
  }

  /** Writes the record of the run so far; undefined where nothing was begun. */
  write(status: FullResult['status'] | 'running'): RunRecord | undefined {
    if (!this.#begun) return undefined;
    const { suite } = this.#begun;
    const path = this.#recordFile(this.#begun);
    const { parts, problems } = this.ledger();
    this.record = createRunRecord({
      ...this.#begun,
      status,
      tests: suite.allTests(),
      journal: createRunJournal(runDirectory()).read(),
      ledger: parts,
      ledgerProblems: problems,
      errors: [...this.errors],
      noticed: this.noticed,
    });
    mkdirSync(dirname(path), { recursive: true });
    const text = runRedactor().redact(`${JSON.stringify(this.record, undefined, 2)}\n`);
    replaceFile(path, text, { mode: 0o666 });
    return this.record;
  }

  #recordFile({ config, recordFile }: RunBeginning): string {
    return resolve(dirname(config.configFile ?? ''), recordFile);
  }
}

export const thisRun = new ThisRun();
