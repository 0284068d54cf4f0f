import { rmSync } from 'node:fs';
import type { AnyCommand } from '../../command-line/command.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { runDirectory } from '../../config/run-directory.ts';
import { printable } from '../evidence/printable.ts';
import { runRedactor } from '../evidence/run-redactor.ts';

/** A text for the terminal: without what this process knows as secret, and without control characters. */
const redacted = (text: string): string => printable(runRedactor().redact(text));

/** Prints lines on standard output. */
export const print = (...lines: readonly string[]): void =>
  void process.stdout.write(lines.map((line) => `${redacted(line)}\n`).join(''));

/** Prints lines on standard error: progress, and what is wrong. */
export const printError = (...lines: readonly string[]): void =>
  void process.stderr.write(lines.map((line) => `${redacted(line)}\n`).join(''));

/** Prints a value as JSON on standard output. */
export const printJson = (value: unknown): void =>
  void process.stdout.write(`${runRedactor().redact(JSON.stringify(value, undefined, 2))}\n`);

/** Runs a command of the harness to its end (see `runCommand`). What it leaves of a run is removed. */
export async function runRedacted(
  command: AnyCommand,
  run: (words: readonly string[]) => number | Promise<number>,
): Promise<void> {
  try {
    await runCommand(command, run, redacted);
  } finally {
    rmSync(runDirectory(), { recursive: true, force: true });
  }
}
