import { projectRoot } from '../../config/project-root.ts';
import { coverageHoles } from '../coverage/coverage-holes.ts';
import { listTests } from '../coverage/list-tests.ts';
import { readFlags } from '../flags/read-flags.ts';
import { checkTestLists, writeTestLists } from './test-lists.ts';

try {
  const { check, 'accept-removal': accepted = [] } = readFlags(
    process.argv.slice(2),
    { check: { type: 'boolean' }, 'accept-removal': { type: 'string', multiple: true } },
    'Known flags: --accept-removal FILE, as often as needed.',
  );
  const tests = await listTests();
  const ofLists = check ? checkTestLists(projectRoot, tests) : writeTestLists(projectRoot, tests, accepted);
  // What the coverage lacks nothing can write.
  const problems = [...ofLists, ...coverageHoles(tests)];
  for (const sentence of problems) process.stderr.write(`${sentence}\n`);
  if (problems.length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
