import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { type Environment, loadEnvironment } from '../../config/environment.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { runId } from '../../config/run-id.ts';
import { resolveTarget } from '../../config/target.ts';
import { collectedTest, type CollectedTest } from '../census/collected-test.ts';
import { type CensusOfCollected, takeCensus } from '../census/take-census.ts';
import { printable } from '../evidence/printable.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { clearSettled } from '../users/ledger/clear-settled.ts';
import { LedgerError } from '../users/ledger/ledger-error.ts';
import type { LedgerPart } from '../users/ledger/ledger-line.ts';
import { stateOfPart, thisProcess } from '../users/ledger/owner.ts';
import { readLedger } from '../users/ledger/read-ledger.ts';
import { caveats } from './caveats.ts';
import { createRunRecord } from './create-run-record.ts';
import { firstLine } from './first-line.ts';
import { gitRevision } from './git-revision.ts';
import { createRunJournal } from './run-journal.ts';
import type { RunRecord } from './run-record.ts';

/** A run that is killed leaves a record of what came to an end before that. */
const everyMs = 5_000;

/**
 * Writes `record.json`: what the run was and what came of it (reports/README.md). What the record calls failed makes the
 * run red, whatever Playwright thinks of it. Must be the last in the list, as others may still change the status.
 */
export default class RecordReport implements Reporter {
  readonly #outputFile: string;
  /** Path of the manifest of all tests, from the configuration's directory. */
  readonly #manifest: string | undefined;
  readonly #errors: string[] = [];
  readonly #startedAt = new Date();
  #collected: CollectedTest[] | undefined;
  #census: CensusOfCollected | null = null;
  #begun: { config: FullConfig; suite: Suite } | undefined;
  #environment: Environment | undefined;
  #ledgerDirectory: string | undefined;
  #writtenAtMs = 0;
  #gitRevision: string | null = null;

  constructor({ outputFile, census }: { outputFile: string; census?: string }) {
    this.#outputFile = outputFile;
    this.#manifest = census;
  }

  printsToStdio(): boolean {
    return false;
  }

  preprocess({ suite }: { suite: Suite }): Promise<void> {
    this.#collected = suite.allTests().map(collectedTest);
    return Promise.resolve();
  }

  onBegin(config: FullConfig, suite: Suite): void {
    const runsNothing = config.argv.some((word) => word === '--list' || word === 'merge-reports');
    if (runsNothing) return;
    this.#begun = { config, suite };
    this.#gitRevision = gitRevision();
    if (this.#manifest !== undefined)
      this.#census = takeCensus({
        manifest: this.#manifest,
        config,
        collected: this.#collected,
        begun: suite.allTests().map(collectedTest),
      });
    this.#write('running');
  }

  onTestBegin(): void {
    // From here on the embedded staging is up, and where it is can be read.
    if (this.#environment) return;
    this.#environment = loadEnvironment();
    const isUp = this.#environment.STAGING_AUTH_URL !== undefined;
    this.#ledgerDirectory = isUp ? resolveTarget(this.#environment).ledgerDirectory : undefined;
  }

  onTestEnd(): void {
    if (Date.now() - this.#writtenAtMs > everyMs) this.#write('running');
  }

  onError(error: TestError): void {
    this.#errors.push(firstLine(error));
  }

  onEnd({ status }: FullResult): Promise<{ status: 'failed' } | undefined> {
    const written = this.#write(status);
    const here = thisProcess();
    clearSettled(this.#readLedger().filter((part) => stateOfPart(part, here, Date.now()).isAbandoned));
    rmSync(runDirectory(), { recursive: true, force: true });
    return Promise.resolve(
      status === 'passed' && written?.status === 'failed' ? { status: 'failed' } : undefined,
    );
  }

  /** Nothing where no test began. */
  #readLedger(): LedgerPart[] {
    if (this.#ledgerDirectory === undefined) return [];
    try {
      return readLedger(this.#ledgerDirectory, runId());
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (!this.#errors.includes(error.message)) this.#errors.push(error.message);
      return [];
    }
  }

  /** What was written; undefined where nothing was begun, e.g. as a file could not be loaded. */
  #write(status: FullResult['status'] | 'running'): Pick<RunRecord, 'status'> | undefined {
    if (!this.#begun) return undefined;
    const { config, suite } = this.#begun;
    const path = resolve(dirname(config.configFile ?? ''), this.#outputFile);
    const environment = this.#environment ?? loadEnvironment();
    const { redact } = runRedactor();
    try {
      const record = createRunRecord({
        config,
        environment,
        status,
        gitRevision: this.#gitRevision,
        startedAt: this.#startedAt,
        tests: suite.allTests(),
        journal: createRunJournal(runDirectory()).read(),
        ledger: this.#readLedger(),
        errors: this.#errors,
        census: this.#census,
      });
      const unfinished = `${path}.${String(process.pid)}`;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(unfinished, redact(`${JSON.stringify(record, undefined, 2)}\n`));
      renameSync(unfinished, path);
      this.#writtenAtMs = Date.now();
      if (status !== 'running')
        for (const sentence of caveats(record)) process.stdout.write(`${printable(redact(sentence))}\n`);
      return record;
    } catch (error) {
      const { code, path: place = path, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      process.stdout.write(
        `[RECORD_UNWRITABLE] ${place}: ${redact(message)}. A run without a record counts for nothing: make the place writable.\n`,
      );
      return { status: 'failed' };
    }
  }
}
