import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FullConfig, FullResult, Suite } from '@playwright/test/reporter';
import { type Environment, loadEnvironment } from '../../config/environment.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { runId } from '../../config/run-id.ts';
import { resolveTarget } from '../../config/target.ts';
import type { CensusOfCollected } from '../census/take-census.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { LedgerError } from '../users/ledger/ledger-error.ts';
import type { LedgerPart } from '../users/ledger/ledger-line.ts';
import { readLedger } from '../users/ledger/read-ledger.ts';
import { createRunRecord } from './create-run-record.ts';
import { harnessRevision, type HarnessRevision } from './harness-revision.ts';
import { createRunJournal } from './run-journal.ts';
import type { RunRecord } from './run-record.ts';

/** What is known when the tests begin. */
export interface RunBeginning {
  config: FullConfig;
  suite: Suite;
  /** Of the record, from the configuration's directory. */
  recordFile: string;
  /** Null where the configuration names no manifest. */
  census: CensusOfCollected | null;
}

type Begun = RunBeginning & { environment: Environment; harness: HarnessRevision; startedAt: Date };

/** What the runner's process knows of the run that it runs; its reporters and its global set-up share it. */
class ThisRun {
  /** What the errors outside tests say. */
  readonly errors: string[] = [];
  /** Sentences about places that held a secret. */
  readonly leaks: string[] = [];
  /** As it was written last. */
  record: RunRecord | undefined;
  #begun: Begun | undefined;
  #teardown: Promise<void> = Promise.resolve();

  /** Forgets the run before: an editor's runner has several. */
  begin(beginning: RunBeginning): void {
    this.errors.length = 0;
    this.leaks.length = 0;
    this.record = undefined;
    // The embedded staging is up by now: its file says where it is, and goes with it.
    const [environment, harness] = [loadEnvironment(), harnessRevision()];
    this.#begun = { ...beginning, environment, harness, startedAt: new Date() };
  }

  /** The directory of the reports; undefined where nothing was begun. */
  get directory(): string | undefined {
    return this.#begun && dirname(this.#recordFile(this.#begun));
  }

  /** Lets {@link teardownEnded} wait until what this returns is called. */
  awaitTeardown(): () => void {
    let end = (): void => undefined;
    this.#teardown = new Promise((resolve) => {
      end = resolve;
    });
    return end;
  }

  /** Playwright waits for the global teardown, but not where the time of the whole run is over. */
  teardownEnded(): Promise<void> {
    return this.#teardown;
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
      errors: this.errors,
      leaks: this.leaks,
    });
    const unfinished = `${path}.${String(process.pid)}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(unfinished, runRedactor().redact(`${JSON.stringify(this.record, undefined, 2)}\n`));
    renameSync(unfinished, path);
    return this.record;
  }

  #recordFile({ config, recordFile }: RunBeginning): string {
    return resolve(dirname(config.configFile ?? ''), recordFile);
  }
}

export const thisRun = new ThisRun();
