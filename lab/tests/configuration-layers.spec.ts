import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { parse } from 'dotenv';
import { loadEnvironment } from '../../config/environment.ts';
import { resolveTarget } from '../../config/target.ts';
import { expect, test } from '../fixtures/test.ts';

const committed = [
  'STAGING_TARGET=local',
  'ENVIRONMENT=staging',
  'STAGING_AUTH_STRATEGY=bypass',
  'STAGING_PROFILE=2025-09-07',
].join('\n');
const remote = {
  STAGING_TARGET: 'remote',
  STAGING_AUTH_URL: 'https://auth.staging.example',
  STAGING_BACKEND_URL: 'https://api.staging.example/',
  STAGING_ALLOWED_HOSTS: 'auth.staging.example, api.staging.example',
  STAGING_USER_KEY: 'a-user-key-of-this-staging-that-nobody-may-see',
  E2E_OAUTH_SIMULATION_KEY: 'a-bypass-key-that-nobody-may-see',
};

const layers = [
  {
    title: 'config/staging.env decides where nothing lies over it',
    files: {},
    variables: {},
    strategy: 'bypass',
  },
  {
    title: 'config/staging.local.env lies over config/staging.env',
    files: { 'config/staging.local.env': 'STAGING_AUTH_STRATEGY=provisioned' },
    variables: {},
    strategy: 'provisioned',
  },
  {
    title: 'the file that STAGING_ENV_FILE names lies over config/staging.local.env',
    files: {
      'config/staging.local.env': 'STAGING_AUTH_STRATEGY=provisioned',
      'named.env': 'STAGING_AUTH_STRATEGY=bypass',
    },
    variables: { STAGING_ENV_FILE: 'named.env' },
    strategy: 'bypass',
  },
  {
    title: 'the process environment lies over every file',
    files: { 'named.env': 'STAGING_AUTH_STRATEGY=bypass' },
    variables: { STAGING_ENV_FILE: 'named.env', STAGING_AUTH_STRATEGY: 'provisioned' },
    strategy: 'provisioned',
  },
  {
    title: 'an empty variable overrides nothing',
    files: {},
    variables: { STAGING_AUTH_STRATEGY: '' },
    strategy: 'bypass',
  },
];

test.describe('the layers of the configuration', () => {
  for (const { title, files, variables, strategy } of layers) {
    test(title, ({ projectWith }) => {
      const root = projectWith({ 'config/staging.env': committed, ...files });

      expect(loadEnvironment(variables, root).STAGING_AUTH_STRATEGY).toBe(strategy);
    });
  }

  test('the committed file alone selects the embedded local staging and holds no secret', ({
    projectWith,
  }) => {
    const text = readFileSync(new URL('../../config/staging.env', import.meta.url), 'utf8');
    const environment = loadEnvironment({}, projectWith({ 'config/staging.env': text }));

    expect(environment.STAGING_TARGET).toBe('local');
    expect(Object.keys(parse(text))).toEqual([
      'STAGING_TARGET',
      'ENVIRONMENT',
      'STAGING_AUTH_STRATEGY',
      'STAGING_PROFILE',
    ]);
  });

  test('the URL of the socket is taken with its path, or made from the URL of the backend [W6]', ({
    projectWith,
  }) => {
    const root = projectWith({ 'config/staging.env': committed });
    const socketOf = (variables: Record<string, string>): string =>
      resolveTarget(loadEnvironment({ ...remote, ...variables }, root)).websocketUrl;

    expect(socketOf({})).toBe('wss://api.staging.example/ws');
    expect(socketOf({ STAGING_BACKEND_URL: 'http://127.0.0.1:8000/' })).toBe('ws://127.0.0.1:8000/ws');
    expect(socketOf({ STAGING_WEBSOCKET_URL: 'wss://api.staging.example/api/v1/websocket' })).toBe(
      'wss://api.staging.example/api/v1/websocket',
    );
  });

  test('a secret of the configuration is printed as [redacted]', ({ projectWith }) => {
    const root = projectWith({ 'config/staging.env': committed });
    const environment = loadEnvironment(remote, root);

    expect(JSON.stringify(environment)).toContain('"STAGING_USER_KEY":"[redacted]"');
    expect(`${JSON.stringify(environment)} ${inspect(environment)}`).not.toContain('nobody-may-see');
    expect(environment.E2E_OAUTH_SIMULATION_KEY?.reveal()).toBe(remote.E2E_OAUTH_SIMULATION_KEY);
  });
});
