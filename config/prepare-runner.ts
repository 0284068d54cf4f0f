import { rmSync } from 'node:fs';
import { ConfigurationError } from './configuration-error.ts';

/**
 * What holds for the process that runs the tests, before anything else: the record of the run before is no longer true,
 * SIGTERM and SIGHUP end the run as Ctrl-C does, with all its clean-up, and the preflight is not left out.
 * @param recordFile - of the run before
 * @throws ConfigurationError for `--no-deps`
 */
export function prepareRunner(recordFile: string): void {
  const [, , command, ...flags] = process.argv;
  const runsTests = command === 'test' && !flags.includes('--list');
  if (process.env['TEST_WORKER_INDEX'] !== undefined || !runsTests) return;

  rmSync(recordFile, { force: true });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      process.kill(process.pid, 'SIGINT');
    });
  if (flags.includes('--no-deps'))
    throw new ConfigurationError([
      {
        name: '--no-deps',
        source: 'the command line',
        text: 'It leaves the preflight out, which shows that the target is a staging. Take it away.',
      },
    ]);
}
