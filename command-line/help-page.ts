import type { AnyCommand, Flag, Flags } from './command.ts';
import { flagName } from './flag-name.ts';

const helpFlag = { help: { meaning: 'print this page' } };

function meaningOf({ meaning, expected, words, value, default: standard, repeats }: Flag): string {
  const details = [
    ...(expected !== undefined && words?.join('|') !== value ? [expected] : []),
    ...(standard === undefined ? [] : [`default ${standard}`]),
    ...(repeats ? ['may be repeated'] : []),
  ];
  return details.length === 0 ? meaning : `${meaning} (${details.join('; ')})`;
}

function linesOf(flags: Flags): string[] {
  const rows = Object.entries(flags).map(([key, flag]) => ({
    usage: flag.value === undefined ? `--${flagName(key)}` : `--${flagName(key)} ${flag.value}`,
    meaning: meaningOf(flag),
  }));
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  return rows.map(({ usage, meaning }) => `  ${usage.padEnd(width)}  ${meaning}`);
}

/** What `--help` prints: what the command does, its flags with units and defaults, its exit codes, and examples. */
export function helpPage(command: AnyCommand): string {
  const { name, does, exitCodes, examples } = command;
  const parts =
    'actions' in command
      ? [
          ...Object.entries(command.actions).flatMap(([kind, action]) => [
            `${name} ${kind}: ${action.does}`,
            ...linesOf(action.flags),
            '',
          ]),
          ...linesOf(helpFlag),
        ]
      : linesOf({ ...command.flags, ...helpFlag });
  return [
    does,
    '',
    ...parts,
    '',
    'Exit codes:',
    ...Object.entries(exitCodes).map(([code, meaning]) => `  ${code}  ${meaning}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${name} ${example}`),
    '',
  ].join('\n');
}
