import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { childEnvironment } from '../../../config/child-environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { expect, test } from '../../fixtures/test.ts';

const { scripts } = JSON.parse(readFileSync(`${projectRoot}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};

const testsIn = ({ specs, suites = [] }: JSONReportSuite): string[] => [
  ...specs.flatMap(({ file, title, line, tests }) =>
    tests.map(({ projectName }) => `${projectName} ${file}:${line} ${title}`),
  ),
  ...suites.flatMap(testsIn),
];

/** The tests that the Playwright command of a script runs, as Playwright itself lists them. */
async function testsOf(script: string): Promise<string[]> {
  const command = scripts[script]?.split(' && ').at(-1) ?? '';
  const output = await new Promise<string>((resolve) => {
    execFile(
      'npm',
      ['exec', '-c', `${command} --list --reporter=json`],
      { cwd: projectRoot, env: childEnvironment({}), maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => {
        resolve(stdout);
      },
    );
  });
  return (JSON.parse(output) as JSONReport).suites.flatMap(testsIn);
}

test('each test of the lab is run by npm test or by npm run test:full, and none by both', async () => {
  const [quick, full] = [await testsOf('test'), await testsOf('test:full')];
  const filesOf = (tests: string[]): string[] => tests.map((name) => name.split(/[ :]/)[1] ?? '');
  const specs = readdirSync(`${projectRoot}lab/tests`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => `lab/tests/${name}`);

  expect(quick.filter((name) => full.includes(name))).toEqual([]);
  expect(specs.filter((spec) => ![...filesOf(quick), ...filesOf(full)].includes(spec))).toEqual([]);
  expect(full.filter((name) => !name.includes(' lab/tests/full/'))).toEqual([]);
});
