import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { loadEnvironment } from '../../../config/environment.ts';
import { requireSetting } from '../../../config/require-setting.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { expect, test } from '../../fixtures/test.ts';
import { createAuthClient } from '../../../helpers/auth/auth-client.ts';
import { createWireLog } from '../../../helpers/evidence/wire-log.ts';
import { createHttpClient } from '../../../helpers/http/http-client.ts';
import { noBudget } from '../../../helpers/http/request-budget.ts';
import { shakeHands } from '../../../helpers/socket/shake-hands.ts';
import type { StagingProcess } from '../../fixtures/staging-command.ts';
import { fingerprint, isEchoed, secrets } from '../../misplaced-secrets.ts';

const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);

const ends: { by: string; end: (staging: StagingProcess) => void }[] = [
  {
    by: 'SIGINT',
    end: (staging) => {
      staging.kill('SIGINT');
    },
  },
  {
    by: 'SIGTERM',
    end: (staging) => {
      staging.kill('SIGTERM');
    },
  },
  {
    by: 'the end of its standard input',
    end: (staging) => {
      staging.endStdin();
    },
  },
];

const badFlags = [
  {
    flags: ['--unknown'],
    told: /^\[FLAG_UNKNOWN\] Unknown option '--unknown'; the nearest is --\S+\. See .*--help/,
  },
  {
    flags: ['--auth-port', '70000'],
    told: /^\[FLAG_INVALID\] --auth-port is "70000"; expected .* 0 to 65535/,
  },
  {
    flags: ['--heartbeat-ms', 'soon'],
    told: /^\[FLAG_INVALID\] --heartbeat-ms is "soon"; expected a whole number/,
  },
  {
    flags: ['--write-env', '/no/such/place'],
    told: /^\[ENV_FILE_NOT_WRITTEN\] Cannot write \/no\/such\/place/,
  },
];

/** Words where a secret may stand: the command has its own reader of flags. */
const withSecret: { what: string; flags: string[]; secret: string }[] = [
  { what: 'a word', flags: [secrets['a key in base64']], secret: secrets['a key in base64'] },
  { what: 'a flag', flags: [`--${secrets['a key in hex']}`], secret: secrets['a key in hex'] },
  { what: 'a port', flags: ['--auth-port', secrets['a password']], secret: secrets['a password'] },
  { what: 'a profile', flags: ['--profile', secrets['a JWT']], secret: secrets['a JWT'] },
  { what: 'a variant', flags: ['--variant', secrets['a passphrase']], secret: secrets['a passphrase'] },
  {
    what: 'a parameter of a variant',
    flags: ['--variant', `event-late:${secrets['a passphrase with dots']}=1`],
    secret: secrets['a passphrase with dots'],
  },
  {
    what: 'a value of a variant',
    flags: ['--variant', `event-late:delay-ms=${secrets['a key in hex']}`],
    secret: secrets['a key in hex'],
  },
];

test.describe('npm run staging', () => {
  test('tells its URLs in its first line and writes a private file for a remote run', async ({
    stagingCommand,
  }, testInfo) => {
    const file = testInfo.outputPath('staging.env');
    const { firstLine } = await stagingCommand('--write-env', file);

    expect(JSON.parse(firstLine)).toEqual({
      authUrl: url,
      backendUrl: url,
      websocketUrl: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/ws$/),
      envFile: file,
    });
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(loadEnvironment({ STAGING_ENV_FILE: file }).STAGING_TARGET).toBe('remote');
  });

  for (const { by, end } of ends) {
    test(`ended by ${by}, closes sockets with 1001, removes its file and exits with 0 [L2]`, async ({
      stagingCommand,
    }, testInfo) => {
      const file = testInfo.outputPath('staging.env');
      const staging = await stagingCommand('--write-env', file);
      const environment = loadEnvironment({ STAGING_ENV_FILE: file });
      const http = createHttpClient({
        service: 'auth service',
        baseUrl: requireSetting(environment, 'STAGING_AUTH_URL'),
        timeoutMs: timeouts.frameMs,
        budget: noBudget,
        recorder: createWireLog('test').recorderOf('private'),
      });
      const { access_token: token } = await createAuthClient(http).bypass(
        requireSetting(environment, 'E2E_OAUTH_SIMULATION_KEY'),
        { email: 'test-end@staging.netrasystems.ai', name: 'Eve End' },
      );
      const { socket } = await shakeHands({
        url: requireSetting(environment, 'STAGING_WEBSOCKET_URL'),
        credentials: { via: 'header', token },
        timeoutMs: timeouts.frameMs,
        budget: noBudget,
        recorder: createWireLog('test').recorderOf('private'),
      });

      end(staging);

      expect(await socket?.waitForClose(timeouts.frameMs)).toEqual({ code: 1001, reason: 'shutdown' });
      expect(await staging.ended).toEqual({ exitCode: 0, stderr: '' });
      expect(existsSync(file)).toBe(false);
    });
  }

  for (const { flags, told } of badFlags) {
    test(`refuses ${flags.join(' ')} in one line`, async ({ stagingCommand }) => {
      const { ended } = await stagingCommand(...flags);
      const { exitCode, stderr } = await ended;

      expect(exitCode).toBe(2);
      expect(stderr).toMatch(told);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    });
  }

  test('refuses a port that is taken in one line', async ({ stagingCommand }) => {
    const { firstLine } = await stagingCommand();
    const { authUrl } = JSON.parse(firstLine) as { authUrl: string };
    const { ended } = await stagingCommand('--backend-port', new URL(authUrl).port);

    expect(await ended).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/^\[PORT_UNAVAILABLE\] .*EADDRINUSE.*Choose another port.*\n$/),
    });
  });

  test("leaves somebody's own file as it is", async ({ stagingCommand }, testInfo) => {
    const file = testInfo.outputPath('my.env');
    writeFileSync(file, 'STAGING_TARGET=local\n');
    const { ended } = await stagingCommand('--write-env', file);

    expect((await ended).exitCode).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('STAGING_TARGET=local\n');
  });

  test('starts an opaque one with faults, and SIGTERM ends it', async ({ stagingCommand }) => {
    const faults = ['replica-secret-differs', 'auth-service-down:answer=silent', 'handshake-timeout'];
    const staging = await stagingCommand('--opaque', ...faults.flatMap((fault) => ['--variant', fault]));
    staging.kill('SIGTERM');

    expect(Object.keys(JSON.parse(staging.firstLine) as object)).toContain('backendUrl');
    expect(await staging.ended).toEqual({ exitCode: 0, stderr: '' });
  });

  for (const { what, flags, secret } of withSecret) {
    test(`shows no secret that stands as ${what}`, async ({ stagingCommand }) => {
      const { exitCode, stderr } = await (await stagingCommand(...flags)).ended;

      expect(exitCode).toBe(2);
      expect(stderr).toContain(fingerprint(secret));
      expect(isEchoed(stderr, secret)).toBe(false);
    });
  }
});
