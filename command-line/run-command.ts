import type { AnyCommand } from './command.ts';
import { helpPage } from './help-page.ts';

const asksForHelp = (words: readonly string[]): boolean =>
  words.some((word) => word === '--help' || word === '-h');

/**
 * Runs the command of this process to its end: prints its page for `--help`, sets its exit code, and prints an error as its
 * message alone, with exit code 2.
 * @param run - gets the words after the name of the command, and returns the exit code
 * @param clean - takes out of an error what must not be printed
 */
export async function runCommand(
  command: AnyCommand,
  run: (words: readonly string[]) => number | Promise<number>,
  clean = (text: string): string => text,
): Promise<void> {
  const words = process.argv.slice(2);
  try {
    if (asksForHelp(words)) process.stdout.write(helpPage(command));
    else process.exitCode = await run(words);
  } catch (error) {
    process.stderr.write(clean(`${error instanceof Error ? error.message : String(error)}\n`));
    process.exitCode = 2;
  }
}
