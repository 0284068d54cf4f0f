import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';

const blocked = 'BLOCKED: ';

/**
 * Says BLOCKED, and why, where the preflight fails: on the terminal by itself, in the other reports by the error's text.
 * It must come before them in the list. A run without any test is red.
 */
export default class BlockedReport implements Reporter {
  #suite: Suite | undefined;
  readonly #reasons = new Map<TestCase, string>();

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (test.parent.project()?.name !== 'preflight' || test.outcome() !== 'unexpected') return;
    for (const error of new Set([...result.errors, ...(result.error ? [result.error] : [])])) {
      const text = error.message ?? error.value ?? 'no reason was given';
      const [firstLine = ''] = stripVTControlCharacters(text).split('\n');
      if (!this.#reasons.has(test))
        this.#reasons.set(test, `It could not be shown that ${test.title}. ${firstLine}`);
      error.message = `${blocked}${text}`;
      if (error.stack !== undefined) error.stack = `${blocked}${error.stack}`;
    }
  }

  onEnd(): Promise<{ status: 'failed' } | undefined> {
    const tests = this.#suite?.allTests() ?? [];
    const notRun = tests.filter(({ results }) => results.every(({ status }) => status === 'skipped'));
    const [reason] = tests
      .filter((test) => test.outcome() === 'unexpected')
      .flatMap((test) => this.#reasons.get(test) ?? []);
    if (reason !== undefined) this.#say(`${blocked}${reason} ${String(notRun.length)} tests did not run.`);
    if (tests.length > 0) return Promise.resolve(undefined);
    this.#say('No test was run, so nothing was shown: the filter or the shard holds none.');
    return Promise.resolve({ status: 'failed' });
  }

  #say(sentence: string): void {
    process.stdout.write(`\n${sentence}\n`);
  }
}
