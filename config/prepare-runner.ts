import { rmSync } from 'node:fs';
import { ConfigurationError } from './configuration-error.ts';

const refusedFlags = {
  '--no-deps': 'It leaves the preflight out, which shows that the target is a staging. Take it away.',
  '--reporter':
    'It replaces the reporters that take secrets out and keep the record of the run. Use --add-reporter.',
};

/**
 * What holds for the process that runs the tests, before anything else: the record of the run before is no longer true,
 * SIGTERM and SIGHUP end the run as Ctrl-C does, with all its clean-up, and no flag makes it less than it seems.
 * @param recordFile - of the run before
 * @throws ConfigurationError for a flag that no run can have
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
  const refused = Object.entries(refusedFlags).filter(([name]) =>
    flags.some((flag) => flag === name || flag.startsWith(`${name}=`)),
  );
  if (refused.length > 0)
    throw new ConfigurationError(refused.map(([name, text]) => ({ name, source: 'the command line', text })));
}
