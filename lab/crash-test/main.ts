import { rmSync } from 'node:fs';
import { runDirectory } from '../../config/run-directory.ts';
import { shownValue } from '../../config/shown-value.ts';
import { HarnessError } from '../../helpers/errors/harness-error.ts';
import { runRedactor } from '../../helpers/evidence/run-redactor.ts';
import { readFlags } from '../../helpers/flags/read-flags.ts';
import { wholeNumber } from '../../helpers/flags/whole-number.ts';
import { largestSeed, newSeed } from '../seed.ts';
import { interruptRuns, mostMs } from './interrupt-runs.ts';
import { interruptionsText } from './interruptions-text.ts';
import { tortureText } from './torture-text.ts';
import { torture } from './torture.ts';

const usage = 'Known are kill [--kills N] [--seed N] and interrupt [--moments N].';
const text = { type: 'string' } as const;
const print = (lines: string): void => void process.stdout.write(runRedactor().redact(lines));

/** The exit code: 1 where a user is, or may be, left. */
async function main([kind = '', ...args]: readonly string[]): Promise<number> {
  if (kind === 'kill') {
    const { kills = '5', seed } = readFlags(args, { kills: text, seed: text }, usage);
    const drawnBy = seed === undefined ? newSeed() : wholeNumber('seed', seed, largestSeed);
    const result = await torture({ kills: wholeNumber('kills', kills), seed: `${drawnBy}` });
    print(tortureText(result));
    return result.left.length === 0 && result.harmed.length === 0 ? 0 : 1;
  }
  if (kind !== 'interrupt')
    throw new HarnessError(
      'COMMAND_UNKNOWN',
      `${shownValue(kind, ['kill', 'interrupt'])} is no command. ${usage}`,
    );
  const { moments = '10' } = readFlags(args, { moments: text }, usage);
  const interruptions = await interruptRuns(wholeNumber('moments', moments));
  print(interruptionsText(interruptions));
  const isGood = interruptions.every(
    ({ left, swept, endedInMs }) => left.length === 0 && swept === 0 && endedInMs <= mostMs,
  );
  return isGood ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(runRedactor().redact(`${message}\n`));
  process.exitCode = 2;
} finally {
  rmSync(runDirectory(), { recursive: true, force: true });
}
