import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { childEnvironment } from '../../../config/child-environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import type { Diagnosis } from '../../../doctor/diagnosis.ts';
import { explainCause } from '../../../doctor/explain-cause.ts';
import { readFlags } from '../../../command-line/read-flags.ts';
import { doctorCommand } from '../../../doctor/doctor-command.ts';
import { readSecretFile } from '../../../doctor/read-secret-file.ts';
import { expect, test } from '../../fixtures/test.ts';
import { readScoreCommand } from '../../diagnosis-score/read-score-command.ts';

interface DoctorRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command, as the terminal would run it. */
function run(command: string, flags: string[], variables: Record<string, string> = {}): Promise<DoctorRun> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', `${command}/main.ts`, ...flags],
      { cwd: projectRoot, env: childEnvironment(variables) },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}

test.describe('npm run doctor', () => {
  test('starts the embedded staging where none is up, and finds it healthy', async () => {
    const { code, stdout, stderr } = await run('doctor', [], { STAGING_TARGET: 'local' });

    expect(stdout).toMatch(/^HEALTHY: /);
    expect(stderr).toContain('an embedded staging is started and diagnosed');
    expect(stdout).toMatch(/^Signing secret of the harness: .*, 64 characters, fingerprint [\da-f]{16}\.$/m);
    expect(code).toBe(0);
  });

  test('says the cause, what shows it, what is ruled out, what to do, and for whom', async ({
    stagingCommand,
  }, testInfo) => {
    const envFile = testInfo.outputPath('staging.env');
    await stagingCommand('--variant', 'service-credentials-refused', '--write-env', envFile);
    const { code, stdout } = await run('doctor', [], { STAGING_ENV_FILE: envFile });

    expect(stdout).toContain(
      'CAUSE: service-credentials-refused (for operations — operations team, #operations)\n  What:  The chat backend cannot say',
    );
    expect(stdout).toMatch(
      /\n {2}Seen: {2}.*refuses a good token and garbage alike: .*503 AUTH_UNAVAILABLE \(trace [\w-]+\)\.\n/,
    );
    expect(stdout).toContain('\n  Do:    Compare SERVICE_ID and SERVICE_SECRET');
    expect(stdout).toMatch(
      /^Asked: the auth service http:.*, the chat backend http:.*, the socket ws:.*\/ws; from [\d-]+T[\d:.]+Z to [\d-]+T[\d:.]+Z by the clock here\.$/m,
    );
    expect(stdout).toMatch(
      /Ruled out, of those like it:\n(.*\n)* {2}auth-url-wrong: The chat backend finds the auth service/,
    );
    expect(code).toBe(1);
  });

  test('reads a token that was refused from a file, and gives JSON without fingerprints', async ({
    stagingCommand,
  }, testInfo) => {
    const [envFile, tokenFile] = [testInfo.outputPath('staging.env'), testInfo.outputPath('token')];
    await stagingCommand('--write-env', envFile);
    writeFileSync(tokenFile, 'not-a-token\n');
    const { code, stdout } = await run('doctor', ['--json', '--token-file', tokenFile], {
      STAGING_ENV_FILE: envFile,
    });
    const { isHealthy, unknown, seen } = JSON.parse(stdout) as Diagnosis;

    expect({ isHealthy, unknown }).toEqual({ isHealthy: false, unknown: ['the token in hand is refused'] });
    expect(seen.tokenInHand).toMatchObject({ isToken: false });
    expect(stdout).not.toMatch(/fingerprint [\da-f]{16}/);
    expect(code).toBe(1);
  });

  test('ends with 1, and names its users, where a deletion that is answered with 204 leaves them there', async () => {
    const { code, stdout } = await run('doctor', [], {
      STAGING_TARGET: 'local',
      STAGING_VARIANTS: 'later-deletions-keep-the-user:deletions=0',
    });

    expect(stdout).toMatch(
      /^NOT CLEAN: nothing is seen that would refuse a good request, but the target keeps users/,
    );
    expect(
      stdout.match(
        /^LEFT BEHIND: test-\S+\. \[USER_NOT_GONE\] DELETE .* with 204, and the user is still there .*$/gm,
      ),
    ).toHaveLength(2);
    expect(code).toBe(1);
  });

  test('explains a cause without asking anybody', async () => {
    const { code, stdout } = await run('doctor', ['--explain', 'circuit-open']);

    expect(stdout).toMatch(
      /^circuit-open \(for operations — operations team, #operations\)\n {2}What: .*\n {2}Told by: P5: .*\n {2}Do: .*\n$/,
    );
    expect(code).toBe(0);
  });

  const refused = [
    {
      what: 'a cause that is not there',
      read: () => explainCause('circuit-ope'),
      told: '[CAUSE_UNKNOWN] There is no cause "circuit-ope"; did you mean circuit-open?',
    },
    {
      what: 'a flag that it has not',
      read: () => readFlags(['--fast'], doctorCommand),
      told: "[FLAG_UNKNOWN] Unknown option '--fast'; the nearest is --call. See npm run doctor -- --help.",
    },
    {
      what: 'a file that is not there',
      read: () => readSecretFile('token-file', '/no/such/file'),
      told: '[FILE_UNREADABLE] --token-file: /no/such/file cannot be read (ENOENT).',
    },
    {
      what: 'a case that its score has not',
      read: () => readScoreCommand(['--only', 'telepathy']),
      told: '[FLAG_INVALID] --only names [9 characters, fingerprint 2f4e79a308787b64], which is no case.',
    },
    {
      what: 'a seed that is no number',
      read: () => readScoreCommand(['--seed', '0']),
      told: '[FLAG_INVALID] --seed is "0"; expected a whole number',
    },
  ];
  for (const { what, read, told } of refused)
    test(`refuses ${what} in a sentence`, () => {
      expect(read).toThrow(told);
    });

  test('could not run where the configuration is wrong in no known way', async () => {
    const { code, stderr } = await run('doctor', [], { STAGING_TARGET: 'locl' });

    expect(stderr).toContain('[CONFIGURATION_INVALID]');
    expect(code).toBe(2);
  });

  test('has a score that names what was found for what', async () => {
    const { code, stdout } = await run('lab/diagnosis-score', ['--only', 'backend-down,healthy 1']);

    expect(stdout).toMatch(/^correct +backend-down +\d+ requests +\d+\.\d s {2}backend-down$/m);
    expect(stdout).toMatch(/^correct +healthy 1 +\d+ requests +\d+\.\d s {2}no cause$/m);
    expect(stdout).toContain('2 cases: 2 correct, 0 either/or, 0 wrong, 0 false alarms');
    expect(code).toBe(0);
  });
});
