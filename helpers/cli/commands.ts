import type { Command } from '../../command-line/command.ts';

/** `npm run config`. */
export const configCommand = {
  name: 'npm run config --',
  does: 'Prints the configuration of a run, and where each value comes from; of a secret its length and fingerprint.',
  flags: { json: { meaning: 'print it as JSON, or what is wrong with it as {"problems": […]}' } },
  exitCodes: { 0: 'a run can start with it', 1: 'it is wrong', 2: 'a flag is wrong' },
  examples: ['--json'],
} as const satisfies Command;

/** A part of `npm run fix`. */
export const pagesCommand = {
  name: 'node config/start.mjs helpers/cli/write-pages.ts',
  does: 'Writes the pages that come from data of config/. It is a part of npm run fix.',
  flags: { check: { meaning: 'write nothing, and say which page is stale' } },
  exitCodes: {
    0: 'the pages are written, or good',
    1: 'a page is stale',
    2: 'a flag is wrong, or a page cannot be read or written',
  },
  examples: ['--check'],
} as const satisfies Command;

/** The last part of `npm run fix`. */
export const testListsCommand = {
  name: 'npm run fix --',
  does: 'Writes tests/inventory.txt and docs/coverage.md from the tests that are there.',
  flags: {
    check: { meaning: 'write nothing, and say what is stale' },
    acceptRemoval: {
      value: 'FILE',
      meaning: 'a file of tests that was deleted or moved on purpose',
      repeats: true,
    },
  },
  exitCodes: {
    0: 'the lists are written, or good',
    1: 'a list is stale, a file is missing, or a promise has no test',
    2: 'a flag is wrong, or the tests cannot be listed',
  },
  examples: ['--accept-removal tests/e2e/old.spec.ts'],
} as const satisfies Command;
