import { readAction } from '../../command-line/read-flags.ts';
import { print, runRedacted } from '../../helpers/cli/run-redacted.ts';
import { newSeed } from '../seed.ts';
import { crashTestCommand } from './crash-test-command.ts';
import { interruptRuns, mostMs } from './interrupt-runs.ts';
import { interruptionsText } from './interruptions-text.ts';
import { tortureText } from './torture-text.ts';
import { torture } from './torture.ts';

await runRedacted(crashTestCommand, async (words) => {
  const asked = readAction(words, crashTestCommand);
  if (asked.kind === 'kill') {
    const { kills, seed = newSeed() } = asked;
    const result = await torture({ kills, seed: `${seed}` });
    print(tortureText(result));
    return result.left.length === 0 && result.harmed.length === 0 ? 0 : 1;
  }
  const interruptions = await interruptRuns(asked.moments);
  print(interruptionsText(interruptions));
  const isGood = interruptions.every(
    ({ left, swept, endedInMs }) => left.length === 0 && swept === 0 && endedInMs <= mostMs,
  );
  return isGood ? 0 : 1;
});
