import { execFile } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { childEnvironment } from '../../config/child-environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { type AnnotatedTest, listedTest } from './listed-test.ts';
import { playwrightCli } from './playwright-cli.ts';

function* testsOf(suite: JSONReportSuite, describes: readonly string[] = []): Generator<AnnotatedTest> {
  for (const { title, file, tags, tests } of suite.specs)
    for (const { projectName, annotations } of tests)
      yield {
        ...listedTest({
          project: projectName,
          file,
          titles: [...describes, title],
          tags: tags.map((tag) => `@${tag}`),
        }),
        needs: annotations.flatMap(({ type, description }) => (type === 'needs' ? (description ?? []) : [])),
      };
  for (const inner of suite.suites ?? []) yield* testsOf(inner, [...describes, inner.title]);
}

/**
 * Every test of the project, from Playwright's own list.
 * @throws Error with what Playwright says where it cannot list them all, e.g. as a spec cannot be loaded
 */
export async function listTests(): Promise<AnnotatedTest[]> {
  const flags = ['test', '--project=*', '--list', '--reporter=json'];
  const printed = await new Promise<{ stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [playwrightCli, ...flags],
      { cwd: projectRoot, env: childEnvironment({}), maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => {
        resolve({ stdout, stderr });
      },
    );
  });
  const unlisted = (reason: string): Error =>
    new HarnessError(
      'INVENTORY',
      `Playwright cannot list the tests: ${stripVTControlCharacters(reason).trim()}`,
    );
  // A configuration that cannot be loaded is said on stderr alone.
  if (!printed.stdout.startsWith('{')) throw unlisted(printed.stderr);
  const { suites, errors } = JSON.parse(printed.stdout) as JSONReport;
  if (errors.length > 0) throw unlisted(errors.map(({ message }) => String(message)).join('\n'));
  return suites.flatMap((suite) => [...testsOf(suite)]);
}
