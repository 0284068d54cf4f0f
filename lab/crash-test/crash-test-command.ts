import { type CommandWithActions, wholeNumber } from '../../command-line/command.ts';
import { largestSeed } from '../seed.ts';

/** `npm run crash-test`. */
export const crashTestCommand = {
  name: 'npm run crash-test --',
  does: 'Kills and interrupts runs against a local staging, and asks its database which users are left.',
  actions: {
    kill: {
      does: 'kills workers, runners and process groups at drawn moments, then sweeps once.',
      flags: {
        kills: { value: 'N', meaning: 'how many', ...wholeNumber(1, 9_999), default: 5 },
        seed: {
          value: 'N',
          meaning: 'what moments are drawn by; the default is a new one, which is printed',
          ...wholeNumber(1, largestSeed),
        },
      },
    },
    interrupt: {
      does: 'ends runs with signals at several moments; each must remove its own users.',
      flags: {
        moments: {
          value: 'N',
          meaning: 'how many moments, for each signal',
          ...wholeNumber(1, 9_999),
          default: 10,
        },
      },
    },
  },
  exitCodes: {
    0: 'no user is left',
    1: 'a user is left or may be, or a run failed for another reason',
    2: 'not all could be run, or a flag is wrong',
  },
  examples: ['kill --kills 150', 'interrupt --moments 10'],
} as const satisfies CommandWithActions;
