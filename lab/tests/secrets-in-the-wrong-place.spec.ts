import { projectRoot } from '../../config/project-root.ts';
import { loadEnvironment } from '../../config/environment.ts';
import { parseEnvFile } from '../../config/parse-env-file.ts';
import { shownName, shownPath, shownValue, shownWord } from '../../command-line/shown-value.ts';
import { isSecretVariable, variables } from '../../config/variables.ts';
import { explainCause } from '../../doctor/explain-cause.ts';
import { readFlags } from '../../command-line/read-flags.ts';
import { doctorCommand } from '../../doctor/doctor-command.ts';
import { readSecretFile } from '../../doctor/read-secret-file.ts';
import { readUsersCommand } from '../../helpers/users/command/read-users-command.ts';
import { readScoreCommand } from '../diagnosis-score/read-score-command.ts';
import { readKillScoreCommand } from '../kill-score/read-kill-score-command.ts';
import { expect, test } from '../fixtures/test.ts';
import { fingerprint, isEchoed, secrets } from '../misplaced-secrets.ts';
import { refusalBy } from '../refusal-by.ts';

const committed = [
  'STAGING_TARGET=local',
  'ENVIRONMENT=staging',
  'STAGING_AUTH_STRATEGY=bypass',
  'STAGING_PROFILE=2025-09-07',
].join('\n');

type Kind = keyof typeof secrets;
const kinds = Object.keys(secrets) as Kind[];

const open = Object.keys(variables.shape).filter(
  (name) => !isSecretVariable(name as keyof typeof variables.shape),
);
/** Where a secret has a form that is legal there as well: a host, a revision and a directory may have any name. */
const legal: Record<string, readonly Kind[]> = {
  STAGING_VARIANTS: ['a passphrase with commas'],
  STAGING_ALLOWED_HOSTS: ['a password', 'a passphrase with dots', 'a passphrase with commas'],
  STAGING_AUTH_REVISION: ['a password', 'a key in hex', 'a passphrase with dots'],
  STAGING_BACKEND_REVISION: ['a password', 'a key in hex', 'a passphrase with dots'],
  STAGING_LEDGER_DIRECTORY: ['a password', 'a passphrase with dots'],
};

/** What reads words that a person types, where a secret may stand: as a word, as a flag, as the value of one. */
const commands: Record<string, (secret: string) => unknown> = {
  'a word for the doctor': (secret) => readFlags([secret], doctorCommand),
  'a flag of the doctor': (secret) => readFlags([`--${secret}`], doctorCommand),
  'a cause': (secret) => explainCause(secret),
  'a token file': (secret) => readSecretFile('token-file', secret),
  'a users command': (secret) => readUsersCommand([secret]),
  'a word for the users command': (secret) => readUsersCommand(['sweep', secret]),
  'a format of the users command': (secret) => readUsersCommand(['list', '--format', secret]),
  'a run of the users command': (secret) => readUsersCommand(['sweep', '--run', secret]),
  'a call of the doctor': (secret) => readFlags(['--call', secret], doctorCommand),
  'a number': (secret) => readScoreCommand(['--jobs', secret]),
  'a case of the diagnosis score': (secret) => readScoreCommand(['--only', secret]),
  'a defect of the kill score': (secret) => readKillScoreCommand(['--only', secret], []),
};

const harmless: { value: string; expected?: string[]; shown: string }[] = [
  { value: 'remot', expected: ['local', 'remote'], shown: '"remot"' },
  { value: 'LOCAL ', expected: ['local', 'remote'], shown: '"LOCAL "' },
  { value: '2025-9-07', expected: ['2025-09-07'], shown: '"2025-9-07"' },
  { value: 'moon', shown: '"moon"' },
  { value: 'production', shown: '"production"' },
  { value: '', shown: '""' },
  { value: '-1', shown: '"-1"' },
  { value: '10s', shown: '"10s"' },
  { value: '127.0.0.1:8000', shown: '"127.0.0.1:8000"' },
  { value: 'auth.staging.example', shown: '"auth.staging.example"' },
  { value: 'ftp://auth.staging.example/a/b', shown: '"ftp://auth.staging.example/a/b"' },
  { value: 'https://auth.staging.example?key=hunter2gryphon', shown: '"https://auth.staging.example/…"' },
  {
    value: 'https://hooks.staging.example/services/T01ABCDEF/q83vEjRWeJq83vASNFZ4mrze',
    shown: '"https://hooks.staging.example/…"',
  },
  {
    value: 'user-deletion,event-seqs',
    expected: ['user-deletion', 'event-seq'],
    shown: '"user-deletion", "event-seqs"',
  },
];

test.describe('a secret in the wrong place', () => {
  for (const name of open) {
    test(`is not shown where ${name} stands, only its length and fingerprint`, ({ projectWith }) => {
      const root = projectWith({ 'config/staging.env': committed });
      const refused = kinds.filter((kind) => !legal[name]?.includes(kind));
      const messages = refused.map((kind) => ({
        kind,
        secret: secrets[kind],
        message: refusalBy(() => loadEnvironment({ STAGING_TARGET: 'remote', [name]: secrets[kind] }, root)),
      }));
      const line = new RegExp(
        `^ {2}${name} \\(the process environment\\): \\[\\d+ characters, fingerprint \\w{16}\\]\\. Expected `,
        'm',
      );

      expect(messages.filter(({ secret, message }) => isEchoed(message, secret))).toEqual([]);
      expect(messages.filter(({ message }) => !line.test(message))).toEqual([]);
      expect(messages.filter(({ secret, message }) => !message.includes(fingerprint(secret)))).toEqual([]);
    });
  }

  for (const [where, read] of Object.entries(commands)) {
    test(`is not shown as ${where}`, () => {
      const messages = kinds.map((kind) => {
        return { secret: secrets[kind], message: refusalBy(() => read(secrets[kind])) };
      });

      expect(messages.filter(({ secret, message }) => isEchoed(message, secret))).toEqual([]);
      expect(
        messages.filter(
          ({ message }) => !/^\[[A-Z_]+\] .*\[\d+ characters, fingerprint \w{16}\]/.test(message),
        ),
      ).toEqual([]);
    });
  }

  for (const kind of kinds) {
    test(`is not shown as a line or as a name in a file: ${kind}`, ({ projectWith }) => {
      const secret = secrets[kind];
      const [first, second] = [secret.slice(0, 12), secret.slice(12)];
      const root = projectWith({
        'config/staging.env': committed,
        'config/staging.local.env': [
          secret,
          `${secret}=`,
          `${secret}=1`,
          `E2E_OAUTH_SIMULATION_KEY=${first}`,
          second,
          `${second.replace(/=*$/, '')}==`,
          `STAGING_USER_KEY="${first}`,
          `${second}"`,
        ].join('\n'),
      });
      const message = refusalBy(() => loadEnvironment({}, root));

      expect(isEchoed(message, secret)).toBe(false);
      expect(message).toMatch(
        /config\/staging\.local\.env:1\): .*\[\d+ characters, fingerprint \w{16}\].* Is it the rest of the value above\?/,
      );
      expect(message).toContain('config/staging.local.env:6');
    });

    test(`is not shown as the file that STAGING_ENV_FILE names: ${kind}`, ({ projectWith }) => {
      const root = projectWith({ 'config/staging.env': committed });
      const message = refusalBy(() => loadEnvironment({ STAGING_ENV_FILE: secrets[kind] }, root));

      expect(isEchoed(message, secrets[kind])).toBe(false);
      expect(message).toContain(`STAGING_ENV_FILE (${fingerprint(secrets[kind])}): The file cannot be read`);
    });
  }

  for (const { value, expected, shown } of harmless) {
    test(`is not what "${value}" is, which is shown as ${shown}`, () => {
      expect(shownValue(value, expected)).toBe(shown);
    });
  }

  test('is not shown as a word that chooses tests, while a filter is', () => {
    const key = secrets['a key in hex'];
    const filters = ['--grep=the circuit opens @issue_1234', 'tests/integration/auth/refusals.spec.ts:12'];

    expect(filters.map(shownWord)).toEqual(filters);
    expect([key, `--grep=${key}`].map(shownWord)).toEqual([fingerprint(key), fingerprint(`--grep=${key}`)]);
  });

  test('is not what a path and a name are that read like one', () => {
    expect(shownPath('nowhere/my.env', projectRoot)).toBe('nowhere/my.env');
    expect(shownPath('/no/such/file', projectRoot)).toBe('/no/such/file');
    expect(shownPath('config', projectRoot)).toBe('config');
    expect(shownName('DATABASE_URL', [])).toBe('DATABASE_URL');
    expect(shownName('staging_target', ['STAGING_TARGET'])).toBe('staging_target');
    expect(parseEnvFile('DATABASE_URL=1\nDATABASE_URL=2', 'a file').problems).toEqual([
      { name: 'DATABASE_URL', source: 'a file:2', text: 'It is set twice, first in line 1. Keep one.' },
    ]);
  });
});
