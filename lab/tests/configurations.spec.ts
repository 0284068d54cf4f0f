import { ConfigurationError } from '../../config/configuration-error.ts';
import { loadEnvironment } from '../../config/environment.ts';
import { expect, test } from '../fixtures/test.ts';

const committed = [
  'STAGING_TARGET=local',
  'ENVIRONMENT=staging',
  'STAGING_AUTH_STRATEGY=bypass',
  'STAGING_PROFILE=2025-09-07',
].join('\n');
const secret = 'nobody-may-see-this-secret-value';
const remote = {
  STAGING_TARGET: 'remote',
  STAGING_AUTH_URL: 'https://auth.staging.example',
  STAGING_BACKEND_URL: 'https://api.staging.example',
  STAGING_ALLOWED_HOSTS: 'auth.staging.example,api.staging.example',
  STAGING_USER_KEY: secret,
  E2E_OAUTH_SIMULATION_KEY: secret,
};
const inProcess = 'the process environment';
const local = 'config/staging.local.env';

/** What is told: the variable, where it stands, and what to do. */
const broken: { title: string; variables?: Record<string, string>; file?: string; told: string }[] = [
  {
    title: 'an unknown target',
    variables: { STAGING_TARGET: 'moon' },
    told: `STAGING_TARGET (${inProcess}): "moon". Expected local or remote.`,
  },
  {
    title: 'a target in capitals',
    variables: { STAGING_TARGET: 'LOCAL' },
    told: `STAGING_TARGET (${inProcess}): "LOCAL". Expected local or remote.`,
  },
  {
    title: 'a target with a blank behind it',
    variables: { STAGING_TARGET: 'local ' },
    told: '"local ". Expected local or remote.',
  },
  {
    title: 'production',
    variables: { ENVIRONMENT: 'production' },
    told: `ENVIRONMENT (${inProcess}): "production". Expected staging.`,
  },
  {
    title: 'development',
    file: 'ENVIRONMENT=development',
    told: `ENVIRONMENT (${local}:1): "development". Expected staging.`,
  },
  {
    title: 'an unknown strategy',
    file: '\nSTAGING_AUTH_STRATEGY=both',
    told: `STAGING_AUTH_STRATEGY (${local}:2): "both". Expected bypass or provisioned.`,
  },
  {
    title: 'an unknown profile',
    variables: { STAGING_PROFILE: 'latest' },
    told: 'STAGING_PROFILE (the process environment): "latest". Expected 2025-09-07 or after-issue-1234.',
  },
  {
    title: 'a file that STAGING_ENV_FILE names and that is not there',
    variables: { STAGING_ENV_FILE: 'nowhere.env' },
    told: 'STAGING_ENV_FILE (nowhere.env): The file cannot be read (ENOENT).',
  },
  {
    title: 'a directory for STAGING_ENV_FILE',
    variables: { STAGING_ENV_FILE: 'config' },
    told: 'STAGING_ENV_FILE (config): The file cannot be read (EISDIR).',
  },
  {
    title: 'a name that comes twice',
    file: 'STAGING_TARGET=local\nSTAGING_TARGET=local',
    told: `STAGING_TARGET (${local}:2): It is set twice, first in line 1. Keep one.`,
  },
  {
    title: 'a value that would be cut at #',
    file: 'STAGING_USER_KEY=abc#def',
    told: `STAGING_USER_KEY (${local}:1): The value holds an unquoted #, where it would be cut.`,
  },
  {
    title: 'a value that begins with #',
    file: 'STAGING_USER_KEY=#abc',
    told: `STAGING_USER_KEY (${local}:1): The value holds an unquoted #`,
  },
  {
    title: 'a misspelt name in the environment of the process',
    variables: { STAGING_TAGET: 'remote' },
    told: `STAGING_TAGET (${inProcess}): No run reads this name. Did you mean STAGING_TARGET?`,
  },
  {
    title: 'a password in a URL, without showing it',
    variables: { ...remote, STAGING_BACKEND_URL: `https://bob:${secret}@api.staging.example` },
    told: `STAGING_BACKEND_URL (${inProcess}): [64 characters, fingerprint 72955ea2abaeec19]. Expected a URL like`,
  },
  {
    title: 'a time-out of nothing',
    variables: { STAGING_REQUEST_TIMEOUT_MS: '0' },
    told: '"0". Expected whole milliseconds, from 1 to 60000.',
  },
  {
    title: 'a quote that is not closed',
    file: 'STAGING_TARGET="local',
    told: `STAGING_TARGET (${local}:1): The quote " is not closed at the end of the value.`,
  },
  {
    title: 'a line that is no assignment',
    file: 'STAGING_TARGET local',
    told: `(no name) (${local}:1): The line, [20 characters, fingerprint 387b0f5fc8a30db0], is not NAME=value.`,
  },
  {
    title: 'a misspelt name',
    file: 'STAGING_TARGTE=remote',
    told: `STAGING_TARGTE (${local}:1): No run reads this name. Did you mean STAGING_TARGET?`,
  },
  { title: 'a name in small letters', file: 'staging_target=remote', told: 'No run reads this name.' },
  {
    title: 'a name that nobody knows',
    file: 'DATABASE_URL=x',
    told: `DATABASE_URL (${local}:1): No run reads this name. ENVIRONMENT.md lists the names.`,
  },
  {
    title: 'an auth URL without scheme',
    variables: { ...remote, STAGING_AUTH_URL: 'auth.staging.example' },
    told: '"auth.staging.example". Expected a URL like https://auth.staging.example',
  },
  {
    title: 'an auth URL of another scheme',
    variables: { ...remote, STAGING_AUTH_URL: 'ftp://auth.staging.example' },
    told: 'STAGING_AUTH_URL (the process environment): "ftp://auth.staging.example". Expected a URL',
  },
  {
    title: 'a backend URL with a query',
    variables: { ...remote, STAGING_BACKEND_URL: 'https://api.staging.example?x=1' },
    told: '"https://api.staging.example/…". Expected a URL like https://api.staging.example, without user, query and fragment',
  },
  {
    title: 'a socket URL by http',
    variables: { ...remote, STAGING_WEBSOCKET_URL: 'https://api.staging.example/ws' },
    told: 'STAGING_WEBSOCKET_URL (the process environment): "https://api.staging.example/ws". Expected a URL like wss://',
  },
  {
    title: 'a remote target without an auth URL',
    variables: { ...remote, STAGING_AUTH_URL: '' },
    told: 'STAGING_AUTH_URL (not set): A remote target needs it.',
  },
  {
    title: 'a remote target without a backend URL',
    variables: { ...remote, STAGING_BACKEND_URL: '' },
    told: 'STAGING_BACKEND_URL (not set): A remote target needs it.',
  },
  {
    title: 'a remote target without a bypass key',
    variables: { ...remote, E2E_OAUTH_SIMULATION_KEY: '' },
    told: 'E2E_OAUTH_SIMULATION_KEY (not set): A remote target needs it. Set the key of the staging bypass',
  },
  {
    title: 'a bypass key that is too short',
    variables: { ...remote, E2E_OAUTH_SIMULATION_KEY: 'fifteen-letters' },
    told: 'E2E_OAUTH_SIMULATION_KEY (the process environment): [15 characters, fingerprint 3a91e835a99d3668]. Expected at least 16 characters: a shorter key cannot be found and removed in reports.',
  },
  {
    title: 'a user key that is too short',
    variables: { ...remote, STAGING_USER_KEY: 'short' },
    told: 'STAGING_USER_KEY (the process environment): [5 characters, fingerprint f9b0078b5df596d2]. Expected at least 32 characters',
  },
  {
    title: 'a socket URL without its path',
    variables: { ...remote, STAGING_WEBSOCKET_URL: 'wss://api.staging.example' },
    told: '"wss://api.staging.example". Expected a URL like wss://api.staging.example/ws',
  },
  {
    title: 'a remote target without a user key',
    variables: { ...remote, STAGING_USER_KEY: ' ' },
    told: 'STAGING_USER_KEY (not set): A remote target needs it.',
  },
  {
    title: 'a host that is not allowed',
    variables: { ...remote, STAGING_ALLOWED_HOSTS: 'auth.staging.example' },
    told: `STAGING_BACKEND_URL (${inProcess}): api.staging.example is not an allowed host.`,
  },
  {
    title: 'a socket at another host',
    variables: { ...remote, STAGING_WEBSOCKET_URL: 'wss://www.netra.example/ws' },
    told: 'www.netra.example is not an allowed host.',
  },
  {
    title: 'http off loopback',
    variables: { ...remote, STAGING_AUTH_URL: 'http://auth.staging.example' },
    told: 'http:// sends tokens in clear. Use https:// off loopback.',
  },
  {
    title: 'a host that only begins like loopback',
    variables: { ...remote, STAGING_AUTH_URL: 'https://127.0.0.1.evil.example' },
    told: '127.0.0.1.evil.example is not an allowed host.',
  },
  {
    title: 'certificates that nothing checks',
    variables: { ...remote, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    told: `NODE_TLS_REJECT_UNAUTHORIZED (${inProcess}): It accepts any certificate, so that anything can answer for the target. Unset it, and name the certificate of your own authority in NODE_EXTRA_CA_CERTS.`,
  },
  {
    title: 'an allowed host with a wildcard',
    variables: { ...remote, STAGING_ALLOWED_HOSTS: '*.staging.example' },
    told: 'STAGING_ALLOWED_HOSTS (the process environment): "*.staging.example". Expected host names without',
  },
  {
    title: 'a bypass key with a newline behind it',
    variables: { ...remote, E2E_OAUTH_SIMULATION_KEY: `${secret}\n` },
    told: 'E2E_OAUTH_SIMULATION_KEY (the process environment): [33 characters, fingerprint c34411206f67ed21]. Expected no white space at its ends.',
  },
  {
    title: 'a capability that nobody knows',
    variables: { ...remote, STAGING_CAPABILITIES: 'user-deletion, telepathy' },
    told: '"user-deletion", [9 characters, fingerprint 2f4e79a308787b64]. Expected none, or names of user-deletion, signing-secret,',
  },
  {
    title: 'a capability that only the embedded staging has',
    variables: { ...remote, STAGING_CAPABILITIES: 'faults' },
    told: `STAGING_CAPABILITIES (${inProcess}): Only the embedded staging has faults.`,
  },
  {
    title: 'a signing secret that is declared and not set',
    variables: { ...remote, STAGING_CAPABILITIES: 'signing-secret' },
    told: 'signing-secret needs the secret. Set JWT_SECRET_STAGING',
  },
  {
    title: 'a budget of no requests',
    variables: { ...remote, STAGING_REQUESTS_PER_MINUTE: '0' },
    told: '"0". Expected a whole number from 1 to 60000.',
  },
  {
    title: 'a revision with a blank in it',
    variables: { ...remote, STAGING_AUTH_REVISION: 'v1 beta' },
    told: '[7 characters, fingerprint 59d36bae7900a45e]. Expected a revision as /health shows it',
  },
  {
    title: 'defects of a remote target',
    variables: { ...remote, STAGING_VARIANTS: 'expired-tokens-accepted' },
    told: `STAGING_VARIANTS (${inProcess}): Only the embedded staging can be wrong on purpose.`,
  },
  {
    title: 'a variant that a shell would read otherwise',
    variables: { STAGING_VARIANTS: 'expired-tokens-accepted; true' },
    told: `STAGING_VARIANTS (${inProcess}): [29 characters, fingerprint d8f26e5953ec4821]. Expected variants as NAME or`,
  },
  {
    title: 'a time-out that is no number',
    variables: { STAGING_REQUEST_TIMEOUT_MS: '10s' },
    told: '"10s". Expected whole milliseconds',
  },
];

const odd: { title: string; file: string; target: string }[] = [
  {
    title: 'CRLF at the ends of lines',
    file: 'STAGING_AUTH_STRATEGY=provisioned\r\nENVIRONMENT=staging\r\n',
    target: 'provisioned',
  },
  { title: 'a BOM', file: '\uFEFFSTAGING_AUTH_STRATEGY=provisioned', target: 'provisioned' },
  {
    title: 'quotes around a value',
    file: `STAGING_AUTH_STRATEGY="provisioned"\nENVIRONMENT='staging'`,
    target: 'provisioned',
  },
  {
    title: 'export, blanks and a comment behind',
    file: 'export STAGING_AUTH_STRATEGY = provisioned   # for tonight',
    target: 'provisioned',
  },
  {
    title: 'a # inside a comment',
    file: 'STAGING_AUTH_STRATEGY=provisioned # see issue#12',
    target: 'provisioned',
  },
  {
    title: 'a # inside quotes',
    file: `STAGING_AUTH_STRATEGY='provisioned' # a '#'`,
    target: 'provisioned',
  },
  { title: 'an empty value, which sets nothing', file: 'STAGING_AUTH_STRATEGY=', target: 'bypass' },
];

const settings = Object.fromEntries(Object.entries(remote).filter(([name]) => name !== 'STAGING_TARGET'));
const linesOf = (variables: Record<string, string>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

/** Who forgets STAGING_TARGET, or takes it back beside what it would need. */
const forgotten: { where: string; files: Record<string, string>; variables: Record<string, string> }[] = [
  { where: 'in the environment', files: {}, variables: settings },
  { where: 'beside it in the environment', files: {}, variables: { ...settings, STAGING_TARGET: 'local' } },
  { where: 'in config/staging.local.env', files: { [local]: linesOf(settings) }, variables: {} },
  {
    where: 'in a file under an environment that says local',
    files: { [local]: linesOf(settings) },
    variables: { STAGING_TARGET: 'local' },
  },
  {
    where: 'over a file that says remote',
    files: { [local]: 'STAGING_TARGET=remote' },
    variables: { ...settings, STAGING_TARGET: 'local' },
  },
];

test.describe('the configuration', () => {
  for (const { title, variables = {}, file = '', told } of broken) {
    test(`refuses ${title}, told by variable and place`, ({ projectWith }) => {
      const root = projectWith({ 'config/staging.env': committed, [local]: file });
      const load = (): unknown => loadEnvironment(variables, root);

      expect(load).toThrow(ConfigurationError);
      expect(load).toThrow(told);
      expect(load).not.toThrow(/nobody-may-see/);
    });
  }

  for (const { title, file, target } of odd) {
    test(`accepts ${title}`, ({ projectWith }) => {
      const root = projectWith({ 'config/staging.env': committed, [local]: file });

      expect(loadEnvironment({}, root).STAGING_AUTH_STRATEGY).toBe(target);
    });
  }

  for (const { where, files, variables } of forgotten)
    test(`refuses settings of a remote target ${where}, where the target is local`, ({ projectWith }) => {
      const root = projectWith({ 'config/staging.env': committed, ...files });
      const load = (): unknown => loadEnvironment(variables, root);

      for (const name of Object.keys(settings))
        expect(load).toThrow(
          new RegExp(
            `\\n {2}${name} \\(.+\\): It describes a remote target, .* Set STAGING_TARGET=remote, or take it away`,
          ),
        );
      expect(load).not.toThrow(/nobody-may-see/);
    });

  test('lays a remote target aside where STAGING_TARGET=local stands over it', ({ projectWith }) => {
    const root = projectWith({ 'config/staging.env': committed, [local]: linesOf(remote) });
    const environment = loadEnvironment({ STAGING_TARGET: 'local', JWT_SECRET: 'of another program' }, root);

    expect(environment.STAGING_TARGET).toBe('local');
    expect(environment.STAGING_BACKEND_URL).toBeUndefined();
    expect(environment.E2E_OAUTH_SIMULATION_KEY).toBeUndefined();
    expect(environment.JWT_SECRET).toBeUndefined();
  });

  test('tells all problems at once', ({ projectWith }) => {
    const root = projectWith({
      'config/staging.env': committed,
      [local]: 'STAGING_TARGTE=remote\nENVIRONMENT=test',
    });
    const load = (): unknown => loadEnvironment({ STAGING_PROFILE: 'latest' }, root);

    for (const name of ['STAGING_TARGTE', 'ENVIRONMENT', 'STAGING_PROFILE']) expect(load).toThrow(name);
  });
});
