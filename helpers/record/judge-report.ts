import { stripVTControlCharacters } from 'node:util';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { cancelledBy } from '../../config/cancellation.ts';
import { reportsLost } from '../../config/own-reports.ts';
import { runsTests } from '../../config/prepare-runner.ts';
import { loadEnvironment } from '../../config/environment.ts';
import { collectedTest, type InventoryTest } from '../inventory/inventory-test.ts';
import { type HeldInventory, takeInventory } from '../inventory/take-inventory.ts';
import { errorText } from './error-text.ts';
import { blockedMark, knownToPlaywright } from './reds.ts';
import type { TestRecord } from './run-record.ts';
import { annotateOwner, ownerOfCase } from './test-owner.ts';
import { thisRun } from './this-run.ts';

/** A run that is killed leaves a record of what came to an end before that. */
const everyMs = 5_000;

/** What the run is red for, as an error outside tests: Playwright hands it to all reporters. */
class RunIsRed extends Error {
  // Playwright puts a name before the message.
  override readonly name = '';

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.stack = this.message;
  }
}

/**
 * Judges the run when its tests have ended, before the other reporters write: whatever makes it red and Playwright does not
 * know is thrown, which Playwright hands to all of them as an error, and which no reporter can turn into a green. Marks
 * what a failed preflight says with BLOCKED, says of a failed test who acts, and of a test that did not run why. Must come after the reporter that takes
 * secrets out, and before all others.
 */
export default class JudgeReport implements Reporter {
  readonly #recordFile: string;
  readonly #held: HeldInventory | undefined;
  #collected: InventoryTest[] | undefined;
  #suite: Suite | undefined;
  #isRemote = false;
  #writtenAtMs = 0;
  #verdict: string | undefined;
  #hasJudged = false;

  constructor({ recordFile, inventory }: { recordFile: string; inventory?: HeldInventory }) {
    this.#recordFile = recordFile;
    this.#held = inventory;
  }

  printsToStdio(): boolean {
    return false;
  }

  preprocess({ suite }: { suite: Suite }): Promise<void> {
    this.#collected = suite.allTests().map(collectedTest);
    return Promise.resolve();
  }

  onBegin(config: FullConfig, suite: Suite): void {
    if (!runsTests()) return;
    const environment = loadEnvironment();
    this.#suite = suite;
    this.#isRemote = environment.STAGING_TARGET === 'remote';
    const inventory = takeInventory({
      inventory: this.#held,
      config,
      collected: this.#collected,
      begun: suite.allTests().map(collectedTest),
      mustBeWhole: environment.STAGING_EXPECT === 'whole',
    });
    thisRun.begin({ config, suite, recordFile: this.#recordFile, inventory });
    this.#writeSoFar();
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (!this.#suite) return;
    if (test.parent.project()?.name === 'preflight' && test.outcome() === 'unexpected')
      for (const error of new Set([...result.errors, ...(result.error ? [result.error] : [])])) {
        error.message = `${blockedMark}${error.message ?? error.value ?? 'no reason was given'}`;
        if (error.stack !== undefined) error.stack = `${blockedMark}${error.stack}`;
      }
    if (test.outcome() === 'unexpected') {
      // Of both: a blob keeps the attempts, JUnit the test.
      const owner = ownerOfCase(test, this.#isRemote);
      annotateOwner(result, owner);
      annotateOwner(test, owner);
    }
    if (Date.now() - this.#writtenAtMs > everyMs) this.#writeSoFar();
  }

  onError(error: TestError): void {
    const isVerdict = stripVTControlCharacters(error.message ?? '') === this.#verdict;
    if (!this.#suite || isVerdict) return;
    const text = errorText(error);
    if (!this.#hasJudged) thisRun.errors.add(text);
    else
      thisRun.noticed.push({
        kind: 'reporter',
        sentence: `REPORTER: A reporter failed as it wrote: ${text}`,
      });
  }

  async onEnd(result: FullResult): Promise<void> {
    if (!this.#suite) return;
    // Then Playwright does not wait for the global teardown, or leaves it out.
    if (result.status === 'timedout' || cancelledBy() !== undefined) await thisRun.endLate();
    // Playwright looks for signals only while it has tasks.
    if (cancelledBy() !== undefined) result.status = 'interrupted';
    const lost = reportsLost();
    if (lost !== undefined) thisRun.noticed.push({ kind: 'reports', sentence: lost });
    const record = thisRun.write(result.status);
    this.#hasJudged = true;
    this.#annotate(record?.tests ?? []);
    const reds = record?.reds.filter(({ kind }) => !knownToPlaywright.includes(kind)) ?? [];
    if (reds.length === 0) return;
    // For those who write this status down.
    if (result.status === 'passed') result.status = 'failed';
    const verdict = new RunIsRed(reds.map(({ sentence }) => sentence));
    this.#verdict = verdict.message;
    throw verdict;
  }

  /** Says of each test that did not come to an end why, where no annotation says it, and who acts on what the record fails. */
  #annotate(records: readonly TestRecord[]): void {
    for (const [index, test] of (this.#suite?.allTests() ?? []).entries()) {
      const { outcome, reason, owner } = records[index] ?? {};
      if (owner !== undefined) annotateOwner(test, owner);
      const isSaid = test.annotations.some(({ description }) => description === reason);
      if ((outcome === 'not-run' || outcome === 'blocked') && reason !== undefined && !isSaid)
        test.annotations.push({ type: 'not run', description: reason });
    }
  }

  #writeSoFar(): void {
    thisRun.write('running');
    this.#writtenAtMs = Date.now();
  }
}
