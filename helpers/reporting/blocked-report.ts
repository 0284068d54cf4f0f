import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';

const blocked = 'BLOCKED: ';

/**
 * Says BLOCKED, and why, where the preflight fails: on the terminal by itself, in the other reports by the error's text.
 * It must come before them in the list.
 */
export default class BlockedReport implements Reporter {
  #suite: Suite | undefined;
  #reason: string | undefined;

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
      this.#reason ??= `It could not be shown that ${test.title}. ${firstLine}`;
      error.message = `${blocked}${text}`;
      if (error.stack !== undefined) error.stack = `${blocked}${error.stack}`;
    }
  }

  onEnd(): void {
    if (this.#reason === undefined) return;
    const notRun = this.#suite?.allTests().filter(({ results }) => results.length === 0).length ?? 0;
    process.stdout.write(`\n${blocked}${this.#reason} ${String(notRun)} tests did not run.\n`);
  }
}
