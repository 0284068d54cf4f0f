import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { promisesOf } from '../record/test-name.ts';
import { testId } from '../record/test-name.ts';
import { tierOf } from '../record/test-name.ts';
import type { ListedTest } from './listed-test.ts';
import { playwrightCli } from './playwright-cli.ts';

function* testsOf(suite: JSONReportSuite, describes: readonly string[] = []): Generator<ListedTest> {
  for (const { title, file, tags, tests } of suite.specs)
    for (const { projectName } of tests)
      yield {
        id: testId(file, [...describes, title]),
        project: projectName,
        tier: tierOf(file),
        file,
        title,
        tags: tags.map((tag) => `@${tag}`),
        promises: promisesOf(title),
      };
  for (const inner of suite.suites ?? []) yield* testsOf(inner, [...describes, inner.title]);
}

/** Every test of the project, from Playwright's own list. */
export async function listTests(): Promise<ListedTest[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [playwrightCli, 'test', '--project=*', '--list', '--reporter=json'],
    { cwd: projectRoot, env: childEnvironment({}), maxBuffer: 64 * 1024 * 1024 },
  );
  const { suites } = JSON.parse(stdout) as JSONReport;
  return suites.flatMap((suite) => [...testsOf(suite)]);
}
