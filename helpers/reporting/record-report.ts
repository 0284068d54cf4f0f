import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { loadEnvironment, type Environment } from '../../config/environment.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { createRunRecord } from './create-run-record.ts';
import { firstLine } from './first-line.ts';
import { createRedactor } from './redactor.ts';
import { createRunJournal } from './run-journal.ts';
import type { RunRecord } from './run-record.ts';
import { secretsOf } from './secrets-of.ts';
import { tally } from './tally.ts';

/** What the terminal says of a run that says less than it seems to. */
function* caveats({ filter, counts, users, tests }: RunRecord): Generator<string> {
  if (filter.isSubset) yield `SUBSET: ${filter.by.join(', ')}. It says nothing about the whole.`;
  const reasons = tests.flatMap(({ outcome, reason }) => (outcome === 'not-run' ? (reason ?? []) : []));
  for (const [reason, count] of tally(reasons)) yield `NOT RUN: ${String(count)} tests. ${reason}`;
  if (users.left.length > 0)
    yield `LEFT BEHIND: ${String(users.left.length)} users: ${users.left.join(', ')}. Remove them.`;
  if (counts.flaky > 0) yield `FLAKY: ${String(counts.flaky)} tests passed only when run again.`;
}

/**
 * Writes `record.json`: what the run was and what came of it (reports/README.md). Must be the last in the list, as
 * others may still change the status. The record is there from the first moment, so that a run that is killed leaves one
 * that says `running`.
 */
export default class RecordReport implements Reporter {
  readonly #path: string;
  readonly #errors: string[] = [];
  readonly #startedAt = new Date();
  #config: FullConfig | undefined;
  #suite: Suite | undefined;
  #environment: Environment | undefined;

  constructor({ outputFile }: { outputFile: string }) {
    this.#path = outputFile;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    const runsNothing = config.argv.some((word) => word === '--list' || word === 'merge-reports');
    if (runsNothing) return;
    this.#config = config;
    this.#suite = suite;
    this.#write('running');
  }

  onTestBegin(): void {
    // From here on the embedded staging is up, and where it is can be read.
    this.#environment ??= loadEnvironment();
  }

  onError(error: TestError): void {
    this.#errors.push(firstLine(error));
  }

  onEnd({ status }: FullResult): void {
    const record = this.#write(status);
    rmSync(runDirectory(), { recursive: true, force: true });
    for (const sentence of record ? caveats(record) : []) process.stdout.write(`${sentence}\n`);
  }

  #write(status: RunRecord['status']): RunRecord | undefined {
    // Nothing was begun: a file could not be loaded, or nothing was to be run.
    if (!this.#config || !this.#suite) return undefined;
    const environment = this.#environment ?? loadEnvironment();
    const record = createRunRecord({
      config: this.#config,
      environment,
      status,
      startedAt: this.#startedAt,
      tests: this.#suite.allTests(),
      journal: createRunJournal(runDirectory()).read(),
      errors: this.#errors,
    });
    const redact = createRedactor(secretsOf(environment));
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, redact(`${JSON.stringify(record, undefined, 2)}\n`));
    renameSync(`${this.#path}.new`, this.#path);
    return record;
  }
}
