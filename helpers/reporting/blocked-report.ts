import type { FullConfig, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { blockedMark } from './blocked-mark.ts';
import { blockedReason } from './blocked-reason.ts';

/**
 * Says BLOCKED, and why, where the preflight fails: on the terminal by itself, in the other reports by the error's text.
 * It must come before them in the list. A run without any test is red.
 */
export default class BlockedReport implements Reporter {
  #suite: Suite | undefined;

  /** Something could not be loaded, and was told. */
  #hasError = false;

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onError(): void {
    this.#hasError = true;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (test.parent.project()?.name !== 'preflight' || test.outcome() !== 'unexpected') return;
    for (const error of new Set([...result.errors, ...(result.error ? [result.error] : [])])) {
      error.message = `${blockedMark}${error.message ?? error.value ?? 'no reason was given'}`;
      if (error.stack !== undefined) error.stack = `${blockedMark}${error.stack}`;
    }
  }

  onEnd(): Promise<{ status: 'failed' } | undefined> {
    const tests = this.#suite?.allTests() ?? [];
    const notRun = tests.filter(({ results }) => results.every(({ status }) => status === 'skipped'));
    const reason = blockedReason(tests);
    if (reason !== undefined)
      this.#say(`${blockedMark}${reason} ${String(notRun.length)} tests did not run.`);
    if (tests.length > 0 || this.#hasError) return Promise.resolve(undefined);
    this.#say('No test was run, so nothing was shown: the filter or the shard holds none.');
    return Promise.resolve({ status: 'failed' });
  }

  #say(sentence: string): void {
    process.stdout.write(`\n${sentence}\n`);
  }
}
