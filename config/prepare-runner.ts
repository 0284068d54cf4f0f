import { rmSync } from 'node:fs';
import { noteComposition } from './composition.ts';
import { ConfigurationError } from './configuration-error.ts';
import { isWorker } from './run-variable.ts';
import { hearSignals } from './cancellation.ts';
import { surviveClosedPipes } from '../command-line/closed-pipe.ts';
import { ownerContacts } from './owner-contacts.ts';
import { ownReports } from './own-reports.ts';
import { runDirectory } from './run-directory.ts';
import { runId } from './run-id.ts';

const refusedFlags = {
  '--no-deps': 'It leaves the preflight out, which shows that the target is a staging. Take it away.',
  '--reporter':
    'It replaces the reporters that take secrets out and keep the record of the run. Use --add-reporter.',
};

/** Playwright's variables that do what no flag may. */
const refusedVariables: [name: RegExp, text: string][] = [
  [/^PWTEST_WATCH$/, 'It runs tests without the record of the run. Unset it.'],
  [
    /^PW_TEST_REPORTER$/,
    'It adds a reporter that may change the result of the run. Unset it, and use --add-reporter.',
  ],
  [
    /^PLAYWRIGHT_(HTML|JUNIT|JSON|BLOB)_(OUTPUT(_\w+)?|REPORT|ONLY_FAILURES|TITLE)$/,
    'It moves, shortens or renames a report that this run answers for. Unset it: reports/README.md says where the reports are.',
  ],
];

/**
 * Whether this process is a runner that runs tests. Any other command (`--list`, `merge-reports`, `show-report`), and each
 * worker, touches no record, no lock, no ledger and no user.
 */
export function runsTests(): boolean {
  const [, , command, ...flags] = process.argv;
  // Of an editor; it hands its runs alone to the reporters of the configuration.
  return !isWorker() && (command === 'test-server' || (command === 'test' && !flags.includes('--list')));
}

let isPrepared = false;

/**
 * What holds for the process that runs the tests, before anything else: a signal ends it with all its clean-up, the
 * reports are its own and empty, and no flag makes it less than it seems. The first call counts, as a configuration may
 * be made from another.
 * @param root - where `reports/` and `test-results/` are, with a slash at its end
 * @throws ReportsError when the reports cannot be this run's
 * @throws ConfigurationError for a flag or a variable that no run can have, or wrong owners (config/owners.json)
 */
export function prepareRunner(root: string): void {
  noteComposition();
  if (isWorker() || isPrepared) return;
  isPrepared = true;
  surviveClosedPipes();
  if (!runsTests()) return;

  const [, , command, ...flags] = process.argv;
  hearSignals();
  // An editor's runner goes on for days, and has many runs.
  if (command === 'test-server') rmSync(`${root}reports/record.json`, { force: true });
  else ownReports(root, runId());
  process.once('exit', () => {
    rmSync(runDirectory(), { recursive: true, force: true });
  });
  const refused = Object.entries(refusedFlags).filter(([name]) =>
    flags.some((flag) => flag === name || flag.startsWith(`${name}=`)),
  );
  const problems = [
    ...refused.map(([name, text]) => ({ name, source: 'the command line', text })),
    ...refusedVariables.flatMap(([pattern, text]) =>
      Object.keys(process.env)
        .filter((name) => pattern.test(name) && process.env[name] !== '')
        .map((name) => ({ name, source: 'the process environment', text })),
    ),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  ownerContacts();
}
