import { Secret } from '../../config/secret.ts';
import type { PrivateStaging } from '../../fixtures/start-staging.ts';
import { expect, test } from '../fixtures/test.ts';
import type { WireRequest } from '../../helpers/http/http-client.ts';

const threads = { method: 'GET', path: '/api/threads' } as const;
const garbage = new Secret('garbage', { isPublic: true });
const wrongKey = new Secret('no key of anybody', { isPublic: true });
const bypass = { method: 'POST', path: '/auth/e2e/test-auth', body: {} } as const;
const login = {
  method: 'POST',
  path: '/auth/login',
  body: { email: 'test-none@staging.netrasystems.ai', password: 'no password of anybody' },
} as const;

const refused: { what: string; by: 'authService' | 'backend'; request: WireRequest; variants?: string[] }[] =
  [
    { what: 'no token', by: 'backend', request: threads },
    { what: 'a bad token', by: 'backend', request: { ...threads, token: garbage } },
    {
      what: 'a token that nobody can judge',
      by: 'backend',
      request: { ...threads, token: garbage },
      variants: ['auth-service-down'],
    },
    { what: 'a service that starts', by: 'backend', request: threads, variants: ['service-starting'] },
    {
      what: 'a wrong bypass key',
      by: 'authService',
      request: { ...bypass, headers: { 'X-E2E-Bypass-Key': wrongKey } },
    },
    {
      what: 'a bypass in production',
      by: 'authService',
      request: bypass,
      variants: ['bypass-wrong-environment'],
    },
    { what: 'a wrong password', by: 'authService', request: login },
    { what: 'a database that is away', by: 'authService', request: login, variants: ['database-down'] },
  ];

async function accessToken({ auth, bypassKey }: PrivateStaging): Promise<Secret> {
  const identity = { email: 'test-opaque@staging.netrasystems.ai', name: 'Oda Opaque' };
  return (await auth.bypass(bypassKey, identity)).access_token;
}

test.describe('an opaque local staging', () => {
  for (const { what, by, request, variants = [] } of refused) {
    test(`answers ${what} with 401 and nothing else`, async ({ startStaging }) => {
      const target = await startStaging({ opaque: true, variants });
      const answer = await target[by].send(request);

      expect(answer).toBeAnsweredWith(401);
      expect(answer.text()).toBe('');
      expect([...answer.headers.keys()].filter((name) => /type|retry|trace/.test(name))).toEqual([]);
    });
  }

  test('refuses a handshake with 401, whatever the reason', async ({ startStaging }) => {
    const healthy = await startStaging({ opaque: true });
    const blind = await startStaging({ opaque: true, variants: ['auth-service-down'] });
    const outcomes = [
      await healthy.attempt({ via: 'none' }),
      await healthy.attempt({ via: 'header', token: garbage }),
      await blind.attempt({ via: 'header', token: garbage }),
    ];

    expect(outcomes.map(({ handshake: { status, body } }) => [status, body])).toEqual([
      [401, ''],
      [401, ''],
      [401, ''],
    ]);
  });

  test('answers everything else as ever', async ({ startStaging }) => {
    const target = await startStaging({ opaque: true });
    const token = await accessToken(target);
    const { handshake } = await target.attempt({ via: 'header', token });

    expect(await target.backend.send({ ...threads, token })).toBeAnsweredWith(200);
    expect(await target.backend.send({ ...threads, path: '/api/threads/thr_none', token })).toBeAnsweredWith(
      404,
    );
    expect(await target.backend.send({ ...threads, method: 'DELETE', token })).toBeAnsweredWith(405);
    expect(handshake.status).toBe(101);
  });

  test("leaves the edge's pages as they are", async ({ startStaging }) => {
    const { backend } = await startStaging({ opaque: true, variants: ['edge-blocks-request'] });
    const answer = await backend.send(threads);

    expect(answer).toBeAnsweredWith(403);
    expect(answer.text()).toContain('<html');
  });
});
