import { contractProfiles } from '../../config/contract/profiles.ts';
import { loadEnvironment } from '../../config/environment.ts';
import { resolveTarget, type Target } from '../../config/target.ts';
import { createWireLog } from '../../helpers/evidence/wire-log.ts';
import { createProductionMark } from '../../helpers/guard/production-mark.ts';
import { ownStaging } from '../../helpers/guard/target-guard.ts';
import { guardTarget } from '../../helpers/http/guard-target.ts';
import { createHttpClient, type HttpClient } from '../../helpers/http/http-client.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { shakeHands } from '../../helpers/socket/shake-hands.ts';
import { type Listener, listenerVariables } from '../fixtures/listener.ts';
import { expect, test } from '../fixtures/test.ts';

const bypass = 'POST /auth/e2e/test-auth';
const threads = { method: 'GET', path: '/api/threads' } as const;
const staging = { environment: 'staging' };

const targetAt = (auth: Listener, backend: Listener, more: Record<string, string> = {}): Target =>
  resolveTarget(loadEnvironment({ ...listenerVariables(auth, backend), ...more }));
const common = {
  timeoutMs: 5_000,
  budget: noBudget,
  recorder: createWireLog('test').recorderOf('private'),
};
const clientAt = ({ url: baseUrl }: Listener): HttpClient =>
  createHttpClient({ service: 'chat backend', baseUrl, ...common });

test.describe('the guard', () => {
  test('lets nothing out before both services and then the bypass have answered, once for all requests', async ({
    startListener,
  }) => {
    const [auth, backend] = [await startListener(staging), await startListener(staging)];
    guardTarget(targetAt(auth, backend), { budget: noBudget });

    await Promise.all(Array.from({ length: 5 }, () => clientAt(backend).send(threads)));

    expect(auth.asked).toEqual(['GET /health', bypass]);
    expect(backend.asked).toEqual(['GET /health', ...Array<string>(5).fill('GET /api/threads')]);
  });

  const refused = [
    { who: 'the auth service', auth: { environment: 'production' }, asked: [['GET /health'], []] },
    {
      who: 'the chat backend',
      backend: { environment: 'production' },
      asked: [['GET /health'], ['GET /health']],
    },
    {
      who: 'the bypass',
      auth: { ...staging, bypassStatus: 403 },
      asked: [['GET /health', bypass], ['GET /health']],
    },
    {
      who: 'the auth service, in another word,',
      auth: { environment: 'PROD' },
      asked: [['GET /health'], []],
    },
  ];
  for (const { who, auth: ofAuth = staging, backend: ofBackend = staging, asked } of refused)
    test(`sends nothing more where ${who} says production, in this process or another of the run`, async ({
      startListener,
    }, testInfo) => {
      const [auth, backend] = [await startListener(ofAuth), await startListener(ofBackend)];
      const directory = testInfo.outputPath('run');
      guardTarget(targetAt(auth, backend), { budget: noBudget, directory });

      for (const service of [backend, auth, backend])
        await expect(clientAt(service).send(threads)).rejects.toThrow(
          /^\[NOT_A_STAGING\] .*Nothing more is sent/,
        );
      await expect(clientAt(auth).send({ method: 'GET', path: '/health' })).rejects.toThrow(
        '[NOT_A_STAGING]',
      );
      await expect(
        shakeHands({
          url: `${backend.url.replace('http', 'ws')}/ws`,
          credentials: { via: 'none' },
          ...common,
        }),
      ).rejects.toThrow('[NOT_A_STAGING]');

      expect([auth.asked, backend.asked]).toEqual(asked);
      expect(createProductionMark(directory).read()).toContain('Nothing more is sent');
    });

  for (const { what, request } of [
    { what: 'a health answer that a test asked for', request: { method: 'GET', path: '/health' } },
    {
      what: 'a bypass without a key that a test tried',
      request: { method: 'POST', path: '/auth/e2e/test-auth', body: {} },
    },
  ] as const)
    test(`sends nothing after ${what} says production`, async ({ startListener }) => {
      const [auth, backend] = [await startListener(staging), await startListener(staging)];
      guardTarget(targetAt(auth, backend), { budget: noBudget });
      await clientAt(backend).send(threads);
      auth.become({ environment: 'production', bypassStatus: 403 });

      await expect(clientAt(auth).send(request)).rejects.toThrow('[NOT_A_STAGING]');
      await expect(clientAt(auth).send(request)).rejects.toThrow('[NOT_A_STAGING]');
      await expect(clientAt(backend).send(threads)).rejects.toThrow('[NOT_A_STAGING]');

      expect(auth.asked).toEqual(['GET /health', bypass, `${request.method} ${request.path}`]);
      expect(backend.asked).toEqual(['GET /health', 'GET /api/threads']);
    });

  test('takes nothing for its own that has the port of a staging of this process that has ended', async ({
    startListener,
  }) => {
    const [auth, backend] = [
      await startListener({ environment: 'production' }),
      await startListener(staging),
    ];
    const disown = ownStaging(auth.url, backend.url);
    disown();
    guardTarget(targetAt(auth, backend), { budget: noBudget });

    await expect(clientAt(backend).send(threads)).rejects.toThrow('[NOT_A_STAGING]');
  });

  test('hears no production in a bypass with a key that is answered 403', async ({ startListener }) => {
    const [auth, backend] = [await startListener(staging), await startListener(staging)];
    guardTarget(targetAt(auth, backend), { budget: noBudget });
    await clientAt(backend).send(threads);
    auth.become({ ...staging, bypassStatus: 403 });
    const headers = { 'x-e2e-bypass-key': 'the key of a user that is not active' };

    await clientAt(auth).send({ method: 'POST', path: '/auth/e2e/test-auth', headers, body: {} });

    expect((await clientAt(backend).send(threads)).status).toBe(200);
  });

  test('asks nothing at all once another process of the run has seen production', async ({
    startListener,
  }, testInfo) => {
    const [auth, backend] = [await startListener(staging), await startListener(staging)];
    const directory = testInfo.outputPath('run');
    guardTarget(targetAt(auth, backend), { budget: noBudget, directory });
    await clientAt(backend).send(threads);
    createProductionMark(directory).write('It says production.');

    await expect(clientAt(backend).send(threads)).rejects.toThrow('[NOT_A_STAGING] It says production.');

    expect(backend.asked).toEqual(['GET /health', 'GET /api/threads']);
  });

  test('takes a health answer without environment for a staging only where the profile says so', async ({
    startListener,
  }) => {
    const silent = { environment: undefined };
    const [auth, backend] = [await startListener(silent), await startListener(silent)];
    const [other, otherBackend] = [await startListener(silent), await startListener(silent)];
    const said: Target = {
      ...targetAt(other, otherBackend),
      health: { paths: ['/health'], mayOmitEnvironment: true },
    };
    guardTarget(targetAt(auth, backend), { budget: noBudget });
    guardTarget(said, { budget: noBudget });

    await expect(clientAt(backend).send(threads)).rejects.toThrow(
      '[STAGE_NOT_SAID] GET /health of the auth service',
    );
    await clientAt(otherBackend).send(threads);

    expect([auth.asked, backend.asked]).toEqual([['GET /health'], []]);
    expect(otherBackend.asked).toEqual(['GET /health', 'GET /api/threads']);
    expect(Object.values(contractProfiles).map(({ health }) => health.mayOmitEnvironment)).toEqual([
      false,
      false,
    ]);
  });

  test('asks the socket too what it is, where it has a host of its own', async ({ startListener }) => {
    const [auth, backend] = [await startListener(staging), await startListener(staging)];
    const socket = await startListener({ environment: 'production' });
    const url = `${socket.url.replace('http', 'ws')}/ws`;
    guardTarget(targetAt(auth, backend, { STAGING_WEBSOCKET_URL: url }), { budget: noBudget });

    await expect(shakeHands({ url, credentials: { via: 'none' }, ...common })).rejects.toThrow(
      '[NOT_A_STAGING]',
    );

    expect(socket.asked).toEqual(['GET /health']);
  });

  test('sends nothing to what is neither the target nor a staging of this process', async ({
    startListener,
  }) => {
    const stranger = await startListener(staging);

    await expect(clientAt(stranger).send(threads)).rejects.toThrow(
      `[TARGET_NOT_GUARDED] Nothing was sent to ${stranger.url}`,
    );
    expect(stranger.asked).toEqual([]);
  });

  test('takes a local target that is not on this machine for none', () => {
    const environment = { ...loadEnvironment({ STAGING_TARGET: 'local' }), STAGING_TARGET: 'local' as const };

    expect(() =>
      resolveTarget({
        ...environment,
        STAGING_AUTH_URL: 'https://auth.netra.example',
        STAGING_BACKEND_URL: 'https://api.netra.example',
      }),
    ).toThrow('It names URLs that are not on this machine.');
  });
});
