import { readFlags } from '../../command-line/read-flags.ts';
import { projectRoot } from '../../config/project-root.ts';
import { coverageHoles } from '../coverage/coverage-holes.ts';
import { listTests } from '../coverage/list-tests.ts';
import { testListsCommand } from './commands.ts';
import { printError, runRedacted } from './run-redacted.ts';
import { checkTestLists, writeTestLists } from './test-lists.ts';

await runRedacted(testListsCommand, async (words) => {
  const { check, acceptRemoval } = readFlags(words, testListsCommand);
  const tests = await listTests();
  const ofLists = check
    ? checkTestLists(projectRoot, tests)
    : writeTestLists(projectRoot, tests, acceptRemoval);
  // What the coverage lacks nothing can write.
  const problems = [...ofLists, ...coverageHoles(tests)];
  printError(...problems);
  return problems.length === 0 ? 0 : 1;
});
