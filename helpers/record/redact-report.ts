import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestCase, TestError, TestResult, TestStep } from '@playwright/test/reporter';
import { runDirectory } from '../../config/run-directory.ts';
import { runKey } from '../../config/run-key.ts';
import { cut, longestText, printable } from '../evidence/printable.ts';
import { runRedactor } from '../evidence/run-redactor.ts';
import { createSealedSecrets, type SealedSecrets } from '../evidence/sealed-secrets.ts';

/** What a worker has taken secrets out of before it wrote it (fixtures/evidence.ts). */
const writtenClean = ['wire.html', 'wire.ndjson'];

/** A step without the steps in it, which have their own turn. */
const alone = ['parent', 'steps'];

/**
 * Takes tokens, keys and passwords out of what the other reporters write, and what a target's text could do to who reads
 * it. It must be the first in the list: Playwright hands all reporters the same objects.
 */
export default class RedactReport implements Reporter {
  #fromWorkers: SealedSecrets | undefined;

  printsToStdio(): boolean {
    return false;
  }

  onBegin(): void {
    this.#fromWorkers = createSealedSecrets(runDirectory(), runKey());
    // What a child of a worker prints comes by no fixture. Cursor movements of the list must stay.
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream) as (...arguments_: unknown[]) => boolean;
      stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
        this.#hear(undefined);
        return write(runRedactor().redact(Buffer.from(chunk).toString()), ...rest);
      };
    }
  }

  onTestBegin(test: TestCase, result: TestResult): void {
    this.#clean(result.workerIndex, test.annotations);
  }

  onError(error: TestError): void {
    // Also of a worker's teardown, hence of whichever worker.
    this.#clean(undefined, error);
  }

  onStepBegin(_test: TestCase, { workerIndex }: TestResult, step: TestStep): void {
    this.#clean(workerIndex, step, alone);
  }

  onStepEnd(_test: TestCase, { workerIndex }: TestResult, step: TestStep): void {
    this.#cleanFiles(workerIndex, step.attachments);
    this.#clean(workerIndex, step, alone);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#cleanFiles(result.workerIndex, result.attachments);
    this.#clean(result.workerIndex, result);
    this.#clean(result.workerIndex, test.annotations);
  }

  onEnd(): void {
    // Secrets that workers reported as they ended, for the reporters that write and search now.
    this.#hear(undefined);
  }

  /** Learns the secrets that a worker, or any of them, has reported. */
  #hear(worker: number | undefined): void {
    for (const secret of this.#fromWorkers?.news(worker) ?? []) runRedactor().know(secret);
  }

  /** Cleans the files that are attached, and their names. */
  #cleanFiles(worker: number | undefined, attachments: TestResult['attachments']): void {
    this.#hear(worker);
    const { redact, redactBytes } = runRedactor();
    for (const attachment of attachments) {
      const { name, path } = attachment;
      if (path === undefined || writtenClean.includes(name) || !existsSync(path)) continue;
      const bytes = readFileSync(path);
      const cleaned = redactBytes(bytes);
      const shown = redact(path);
      if (shown === path && cleaned.equals(bytes)) continue;
      rmSync(path);
      mkdirSync(dirname(shown), { recursive: true });
      writeFileSync(shown, cleaned);
      attachment.path = shown;
    }
  }

  /** Cleans every string inside a value, in place, with what a worker knows by now. */
  #clean(worker: number | undefined, value: unknown, leftOut: readonly string[] = ['parent']): void {
    const { redact, redactBytes } = runRedactor();
    this.#hear(worker);
    const seen = new Set<unknown>();
    const enter = (inner: unknown): void => {
      if (typeof inner !== 'object' || inner === null || seen.has(inner)) return;
      seen.add(inner);
      const fields = inner as Record<string, unknown>;
      for (const [name, field] of Object.entries(fields)) {
        if (leftOut.includes(name)) continue;
        if (typeof field === 'string') fields[name] = printable(cut(redact(field), longestText));
        else if (Buffer.isBuffer(field)) fields[name] = redactBytes(field);
        else enter(field);
        const shown = redact(name);
        if (shown !== name) {
          fields[shown] = fields[name];
          Reflect.deleteProperty(fields, name);
        }
      }
    };
    enter(value);
  }
}
