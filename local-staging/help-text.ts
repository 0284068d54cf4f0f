import { flagName } from './flag-name.ts';
import { profiles } from './profiles.ts';
import { timerOptions } from './timers.ts';

const flags: [string, string][] = [
  ['--write-env FILE', 'write what a run against this staging needs (mode 0600); removed at the end'],
  ['--log FILE', 'write a JSON line for each request, without secrets (mode 0600); removed at the end'],
  ['--database FILE', 'keep the database in this file, which must not be there yet; it stays'],
  ['--profile NAME', `which statuses the backend answers with: ${Object.keys(profiles).join(' or ')}`],
  ['--variant NAME[:param=value]', 'make this wrong on purpose; may be repeated'],
  ['--list-variants', 'print what can be wrong on purpose'],
  ['--every-defect DIR', 'start one staging per defect, and write DIR/NAME.env for each'],
  ['--opaque', 'answer every refusal, and every unavailability, with 401 and an empty body'],
  ['--auth-port N', 'port of the auth service (0: a free one)'],
  ['--backend-port N', 'port of the chat backend (0: a free one)'],
  ...Object.entries(timerOptions).map(([name, timer]): [string, string] => [
    `--${flagName(name)} N`,
    `${timer.meaning} (${timer.default})`,
  ]),
];

/** What `npm run staging -- --help` prints. Timers end in their unit: -s seconds, -ms milliseconds. */
export const helpText = [
  'Starts the local staging on loopback until it is interrupted or its standard input ends.',
  'The first line on stdout is a JSON object with the URLs. Secrets are random at each start.',
  '',
  ...flags.map(([flag, meaning]) => `  ${flag.padEnd(28)} ${meaning}`),
  '',
].join('\n');
