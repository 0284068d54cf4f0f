import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { timeouts } from '../../../config/timeouts.ts';
import { expect, test } from '../../fixtures/test.ts';

const start = ['node', 'config/start.mjs'];
const e2e = [...start, 'playwright', 'test'];
const record = 'reports/record.json';
/** Where nothing can be written, not even by root. */
const readOnly = process.platform === 'linux' ? '/sys' : '/';

const packagesMissing =
  /^\[PACKAGES_MISSING\] Packages are not installed in \S.*: @eslint\/js, @faker-js\/faker, others\. Run "npm ci --include=dev" there, then this command again\.\n$/;
const tmpdirUnusable = (why: string): RegExp =>
  new RegExp(
    String.raw`^\[TMPDIR_UNUSABLE\] The directory that TMPDIR names ${why}\. Set TMPDIR to the absolute path of a directory that this user can write to and that has room\.\n$`,
  );

interface Obstacle {
  what: string;
  packages?: 'missing';
  files?: Record<string, string>;
  variables?: Record<string, string>;
  says: RegExp;
}

const obstacles: Obstacle[] = [
  {
    what: 'packages for development that are left out',
    packages: 'missing',
    files: { 'node_modules/.package-lock.json': '{}' },
    variables: { NODE_ENV: 'production' },
    says: packagesMissing,
  },
  {
    what: 'a Node that is too old',
    files: { 'package.json': '{"engines":{"node":">=99.1"}}' },
    says: /^\[NODE_TOO_OLD\] This is Node \d+\.\d+\.\d+, and this project needs Node >=99\.1\. Install one, e\.g\. from nodejs\.org, and run this command again\.\n$/,
  },
  {
    what: 'a TMPDIR that is not there',
    variables: { TMPDIR: '/netra-is-not-there' },
    says: tmpdirUnusable(String.raw`cannot hold temporary files \(ENOENT\)`),
  },
  {
    what: 'a TMPDIR that is a file',
    variables: { TMPDIR: '/dev/null' },
    says: tmpdirUnusable(String.raw`cannot hold temporary files \(ENOTDIR\)`),
  },
  {
    what: 'a TMPDIR that is read-only',
    variables: { TMPDIR: readOnly },
    says: tmpdirUnusable(String.raw`cannot hold temporary files \(E(?:PERM|ACCES|ROFS)\)`),
  },
  {
    what: 'a TMPDIR that is relative',
    variables: { TMPDIR: 'tmp' },
    says: tmpdirUnusable('has no absolute path'),
  },
];

test.describe.configure({ timeout: timeouts.slowTestMs });

test.describe('a command that cannot start', () => {
  test('says in one sentence that packages are missing, through npm and without', async ({ checkoutIn }) => {
    const checkout = checkoutIn('no packages', { packages: 'missing' });
    const lines = [
      ...['e2e', 'test:full', 'doctor', 'check', 'fix'].map((script) => ['npm', 'run', '-s', script]),
      [...start, 'local-staging/main.ts'],
      [...start, 'helpers/cli/users.ts', 'list'],
      [...start, 'playwright', 'show-report', 'reports/html'],
      [...start, 'prettier', '--check', '.'],
    ];
    for (const line of lines) {
      const { exitCode, output } = await checkout.run(line);

      expect.soft(output, line.join(' ')).toMatch(packagesMissing);
      expect.soft(exitCode, line.join(' ')).toBe(1);
    }
  });

  for (const { what, packages = 'installed', files = {}, variables = {}, says } of obstacles)
    test(`says in one sentence that there is ${what}`, async ({ checkoutIn }) => {
      const checkout = checkoutIn('checkout', { packages });
      for (const [path, text] of Object.entries(files)) checkout.write(path, text);
      const { exitCode, output } = await checkout.run(e2e, { variables });

      expect(output).toMatch(says);
      expect(exitCode).toBe(1);
    });

  for (const { whose, flags = [], files = [], stays } of [
    { whose: 'of an ended run', stays: false },
    { whose: 'of a run that goes on', files: ['reports/run.lock'], stays: true },
    { whose: 'where tests are only listed', flags: ['--list'], stays: true },
    { whose: 'where the configuration is another', flags: ['-c', 'lab/plants'], stays: true },
  ])
    test(`${stays ? 'keeps' : 'removes'} the record ${whose}`, async ({ checkoutIn }) => {
      const checkout = checkoutIn('checkout', { packages: 'missing' });
      for (const path of [record, 'reports/README.md', ...files]) checkout.write(path, '{"status":"passed"}');
      const { output } = await checkout.run([...e2e, ...flags]);

      expect(output).toMatch(packagesMissing);
      expect(existsSync(join(checkout.path, record))).toBe(stays);
      expect(existsSync(join(checkout.path, 'reports/README.md'))).toBe(true);
    });
});

test.describe('a command whose output is not read to its end', () => {
  const readers = { head: 'head -n 1', nothing: 'true' };
  for (const [words, exitCode, reader] of [
    ['config', 0, 'nothing'],
    ['users -- list', 0, 'nothing'],
    ['staging -- --list-variants', 0, 'head'],
    ['staging -- --list-variants', 0, 'nothing'],
    ['doctor -- --explain circuit-open', 0, 'nothing'],
    ['doctor', 0, 'head'],
    ['doctor -- --explain no-cause', 2, 'nothing'],
    ['kill-score -- --only no-defect', 2, 'nothing'],
    ['diagnosis-score -- --only no-case', 2, 'nothing'],
    ['e2e -- --list', 0, 'head'],
    ['e2e -- --project=preflight', 0, 'nothing'],
  ] as const)
    test(`has its own exit code: npm run ${words} | ${readers[reader]}`, async ({ checkout }) => {
      const line = `exec 3>&1; { npm run -s ${words}; echo "exit $?" >&3; } | ${readers[reader]} >/dev/null`;
      const { output } = await checkout.run(['sh', '-c', line], { variables: { STAGING_TARGET: 'local' } });

      expect(output).toMatch(new RegExp(`^exit ${String(exitCode)}$`, 'm'));
      expect(output).not.toMatch(/EPIPE|^ +at /m);
    });
});
