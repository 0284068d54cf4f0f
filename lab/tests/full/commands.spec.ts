import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { childEnvironment } from '../../../config/child-environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { expect, test } from '../../fixtures/test.ts';

/** How a command ended. */
interface End {
  exitCode: number | string;
  stdout: string;
  stderr: string;
}

const { scripts } = JSON.parse(readFileSync(`${projectRoot}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};
/** Every command of the house: what npm's scripts start of its own. */
const mains = [
  ...new Set(
    Object.values(scripts).flatMap((script) => script.match(/(?<=node config\/start\.mjs )\S+\.ts/g) ?? []),
  ),
];

const runWith = (variables: Record<string, string>, main: string, ...words: string[]): Promise<End> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['config/start.mjs', main, ...words],
      { cwd: projectRoot, env: childEnvironment({ STAGING_TARGET: 'local', ...variables }), timeout: 20_000 },
      (error, stdout, stderr) => {
        resolve({ exitCode: error?.code ?? 0, stdout, stderr });
      },
    );
  });

const run = (main: string, ...words: string[]): Promise<End> => runWith({}, main, ...words);

/** What documents tell a person to type after `npm run NAME --`. */
const documented = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/causes.md',
  'docs/variants.md',
  'docs/false-green.md',
].flatMap((path) =>
  [
    ...readFileSync(`${projectRoot}${path}`, 'utf8').matchAll(/npm run (?:--silent )?(\S+) -- ([^`#|\n]+)/g),
  ].map(([, name = '', words = '']) => ({
    path,
    main: mainOf(name),
    flags: words.match(/--[a-z-]+/g) ?? [],
  })),
);

function mainOf(name: string): string | undefined {
  return scripts[name]?.match(/(?<=node config\/start\.mjs )\S+\.ts/g)?.at(-1);
}

test.describe('every command of package.json', () => {
  test.setTimeout(60_000);

  for (const main of mains) {
    test(`${main} explains itself, with each flag that a document names`, async () => {
      const { exitCode, stdout, stderr } = await run(main, '--help');
      const flags = documented.filter((one) => one.main === main).flatMap((one) => one.flags);

      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout).toMatch(/^[A-Z].*\.\n[^]*--help +print this page\n[^]*Exit codes:\n[^]*Examples:\n/);
      expect(flags.filter((flag) => !stdout.includes(` ${flag} `))).toEqual([]);
    });

    test(`${main} refuses an unknown flag in one line, and ends in 2`, async () => {
      const { exitCode, stdout, stderr } = await run(main, '--no-such-flag');

      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toMatch(
        /^\[(FLAG|COMMAND)_UNKNOWN\] .*; (the nearest is|expected) .*\. See .* --help\.\n$/,
      );
    });
  }

  for (const [main, ...words] of [
    ['helpers/cli/config.ts', '--json'],
    ['helpers/cli/users.ts', 'list', '--json'],
    ['local-staging/main.ts', '--list-variants', '--json'],
    ['doctor/main.ts', '--json'],
  ] as const) {
    test(`${main} ${words.join(' ')} prints nothing but JSON`, async () => {
      const { stdout } = await run(main, ...words);

      expect(typeof JSON.parse(stdout)).toBe('object');
    });
  }

  test('config --json prints what is wrong with the configuration, and ends in 1', async () => {
    const { exitCode, stdout, stderr } = await runWith(
      { STAGING_TARGET: 'moon' },
      'helpers/cli/config.ts',
      '--json',
    );

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ name: 'STAGING_TARGET' }] });
    expect(stderr).toContain('[CONFIGURATION_INVALID]');
  });
});
