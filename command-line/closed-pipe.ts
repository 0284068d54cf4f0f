import { CommandError } from './command-error.ts';

/** The reader of a pipe has ended, e.g. `head`, or the terminal is closed. */
const isReaderGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'EIO';

/**
 * A process whose output is no longer read goes on, and its exit code is its result: `npm run doctor | head -1`.
 * Output that is lost for another reason, e.g. a full disk, is an error.
 */
export function surviveClosedPipes(): void {
  for (const [name, stream, other] of [
    ['output', process.stdout, process.stderr],
    ['error', process.stderr, process.stdout],
  ] as const) {
    let isLost = false;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (isReaderGone(error) || isLost) return;
      isLost = true;
      const sentence = `Standard ${name} cannot be written (${error.message}). Make room, or send it elsewhere.`;
      other.write(`${new CommandError('OUTPUT_LOST', sentence).message}\n`);
      process.once('exit', () => {
        if (process.exitCode === undefined || process.exitCode === 0) process.exitCode = 1;
      });
    });
  }
}
