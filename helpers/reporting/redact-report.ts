import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestError, TestResult, TestStep } from '@playwright/test/reporter';
import { loadEnvironment } from '../../config/environment.ts';
import { redactBytes } from './redact-bytes.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { secretsOf } from './secrets-of.ts';

/**
 * Replaces every string inside a value, in place.
 * @param leftOut - fields that are not entered: `parent` leads back up
 */
function redactInside(
  value: unknown,
  redact: Redactor,
  leftOut: readonly string[] = ['parent'],
  seen = new Set<unknown>(),
): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const fields = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) {
    if (leftOut.includes(name)) continue;
    if (typeof field === 'string') fields[name] = redact(field);
    else if (Buffer.isBuffer(field)) fields[name] = redactBytes(field, redact);
    else redactInside(field, redact, leftOut, seen);
  }
}

/** A step without the steps in it, which have their own turn. */
const alone = ['parent', 'steps'];

/**
 * Takes tokens, keys and passwords out of what the other reporters write. It must be the first in the list: Playwright
 * hands all reporters the same objects.
 */
export default class RedactReport implements Reporter {
  #redactor: Redactor | undefined;

  /** Before the first test nobody has seen a key of the local staging: there the shapes are enough. */
  #redact: Redactor = (text) => (this.#redactor ?? createRedactor([]))(text);

  printsToStdio(): boolean {
    return false;
  }

  onTestBegin(): void {
    this.#redactor ??= createRedactor(secretsOf(loadEnvironment()));
  }

  onError(error: TestError): void {
    redactInside(error, this.#redact);
  }

  onStepBegin(_test: TestCase, _result: TestResult, step: TestStep): void {
    redactInside(step, this.#redact, alone);
  }

  onStepEnd(_test: TestCase, _result: TestResult, step: TestStep): void {
    redactInside(step, this.#redact, alone);
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    redactInside(result, this.#redact);
    for (const { path } of result.attachments)
      if (path !== undefined && existsSync(path))
        writeFileSync(path, redactBytes(readFileSync(path), this.#redact));
  }
}
