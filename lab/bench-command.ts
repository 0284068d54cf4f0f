import type { Command } from '../command-line/command.ts';

/** `npm run bench`. */
export const benchCommand = {
  name: 'npm run bench --',
  does: 'Measures what evidence, redaction and the delivery oracle cost: medians, in milliseconds.',
  flags: { json: { meaning: 'print it as JSON: what was measured, and milliseconds' } },
  exitCodes: { 0: 'all was measured', 2: 'it failed, or a flag is wrong' },
  examples: ['--json'],
} as const satisfies Command;
