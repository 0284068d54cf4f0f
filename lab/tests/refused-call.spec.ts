import { readFileSync } from 'node:fs';
import { protectedRoutes } from '../../config/contract/routes.ts';
import { projectRoot } from '../../config/project-root.ts';
import { diagnosisText } from '../../doctor/diagnosis-text.ts';
import { examine } from '../../doctor/examine.ts';
import { doctorCommand } from '../../doctor/doctor-command.ts';
import { readFlags } from '../../command-line/read-flags.ts';
import type { StartStaging } from '../../fixtures/start-staging.ts';
import { refusedIn } from '../../helpers/evidence/refusal-signature.ts';
import type { WireEntry } from '../../helpers/evidence/wire-entry.ts';
import type { ProjectWith } from '../fixtures/project-with.ts';
import { expect, test } from '../fixtures/test.ts';

const rootOf = (projectWith: ProjectWith): string =>
  projectWith({ 'config/staging.env': readFileSync(`${projectRoot}config/staging.env`, 'utf8') });

type Compose = NonNullable<NonNullable<Parameters<StartStaging>[0]>['compose']>;

/** A chat backend that misreads every token on one route. */
const refusing =
  (method: string, path: RegExp): Compose =>
  (healthy) => ({
    ...healthy,
    backend: {
      ...healthy.backend,
      identify: (call, authenticate) =>
        healthy.backend.identify(
          call.method === method && path.test(call.path) && call.token !== undefined
            ? { ...call, token: 'misread' }
            : call,
          authenticate,
        ),
    },
  });

const cases: { what: string; compose?: Compose; call?: string; unknown: string[]; text: RegExp }[] = [
  {
    what: 'a route that refuses good tokens, of a family that takes them',
    compose: refusing('GET', /^\/api\/chat\/messages\/[^/]+$/),
    unknown: ['a route refuses a good token'],
    text: /\nRefused with a good token: GET \/api\/chat\/messages\/\S+: 401 AUTH_FAILED/,
  },
  {
    what: 'a call that is refused again',
    compose: refusing('POST', /^\/api\/messages$/),
    call: 'POST /api/messages',
    unknown: ['the refused call is refused again', 'a call was refused or got no answer'],
    text: /\nAsked because: POST \/api\/messages\. Asked again: POST \/api\/messages with a fresh token: 401 AUTH_FAILED/,
  },
  {
    what: 'a call that is taken now',
    call: 'GET /api/threads',
    unknown: ['a call was refused or got no answer'],
    text: /\nAsked because: GET \/api\/threads\. Asked again: GET \/api\/threads with a fresh token: 200/,
  },
];

test.describe('a diagnosis', () => {
  for (const { what, compose, call, unknown, text } of cases)
    test(`says UNKNOWN and not HEALTHY of ${what}, and names the call`, async ({
      startStaging,
      projectWith,
    }) => {
      const { variables } = await startStaging({ ...(compose && { compose }) });
      const asked = readFlags(call === undefined ? [] : ['--call', call], doctorCommand).call;
      const diagnosis = await examine({
        variables,
        root: rootOf(projectWith),
        deadlineMs: 30_000,
        ...(asked && call !== undefined && { refused: { what: call, call: asked } }),
      });
      const lines = diagnosisText(diagnosis).join('\n');

      expect(diagnosis).toMatchObject({ isHealthy: false, findings: [], unknown });
      expect(lines).toMatch(text);
      expect(lines).not.toContain('HEALTHY');
    });

  test('names a cause, where there is one, and no unknown call beside it', async ({
    startStaging,
    projectWith,
  }) => {
    const { variables } = await startStaging({ variants: ['validation-contract-drift:family=chat'] });
    const call = { method: 'POST', path: '/api/chat/messages' } as const;
    const { findings, unknown } = await examine({
      variables,
      root: rootOf(projectWith),
      deadlineMs: 30_000,
      refused: { what: 'POST /api/chat/messages', call },
    });

    expect(findings).toMatchObject([{ causes: [{ id: 'validation-contract-drift' }] }]);
    expect(unknown).toEqual([]);
  });

  test('asks every route that reads', async ({ startStaging, projectWith }) => {
    const paths = new Set<string>();
    const { variables } = await startStaging({ log: ({ call }) => paths.add(call) });
    await examine({ variables, root: rootOf(projectWith), deadlineMs: 30_000 });

    const reading = protectedRoutes.filter(({ method }) => method === 'GET');
    const unasked = reading.filter(({ method, path }) => {
      const asked = new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return ![...paths].some((one) => asked.test(one));
    });
    expect(unasked).toEqual([]);
  });
});

const refusal = (request: Partial<Record<'method' | 'url', string>>, service: string): WireEntry => ({
  kind: 'exchange',
  at: new Date(0).toISOString(),
  user: null,
  side: 'target',
  id: '1',
  service,
  durationMs: 1,
  request: { method: 'GET', url: 'http://127.0.0.1:1/api/threads', headers: [], body: '', ...request },
  response: { status: 401, headers: [], body: '' },
});

test('what a test was refused is a call to ask again where it was one of the chat backend', () => {
  const backend = 'the chat backend answered 401';
  const auth = 'the auth service answered 401';
  const post = { method: 'POST', url: 'http://127.0.0.1:1/api/projects?limit=1' };

  expect(refusedIn([refusal(post, 'chat backend')], backend)).toEqual({
    what: `${backend} to POST /api/projects`,
    call: { method: 'POST', path: '/api/projects' },
  });
  expect(refusedIn([refusal({}, 'auth service')], auth)).toEqual({ what: `${auth} to GET /api/threads` });
  expect(refusedIn([], 'no event came')).toEqual({ what: 'no event came' });
  expect(() => readFlags(['--call', 'PUT /x'], doctorCommand)).toThrow(
    /^\[FLAG_INVALID\] --call is \[6 characters, .*; expected a method and a path of the chat backend/,
  );
});
