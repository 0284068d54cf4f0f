import { Secret } from '../../../config/secret.ts';
import { isThere } from '../is-there.ts';
import type { Probe } from '../probe.ts';
import { routeFamilies, type RouteFamily } from '../route-families.ts';

/** Public by contract P1. `/health` is asked at first contact. */
const publicPaths = [
  '/',
  '/metrics',
  '/docs',
  '/openapi.json',
  '/redoc',
  '/ws/config',
  '/ws/health',
  '/ws/stats',
];
/** None of them may change anything (contract P4). */
const testHeaders = {
  'X-Test-User': 'diagnosis',
  'X-Test-Mode': 'true',
  'X-Test-Auth': 'true',
  'X-E2E-Test': 'true',
  'X-E2E-Bypass': 'true',
};

/** P2, P9: what is open without a token, with and without test headers. */
export const withoutToken: Probe = {
  name: 'without-token',
  ids: 'P2 P9',
  asks: 'Is what is public open, what is protected closed, and do test headers change that?',
  cost: 14,
  deadlineMs: 8_000,
  idle: (seen) => (isThere(seen, 'backend') ? undefined : 'The chat backend is not there.'),
  run: async ({ client, seen }) => {
    const families = Object.entries(routeFamilies) as [RouteFamily, string][];
    const read = { method: 'GET', path: routeFamilies.threads } as const;
    const garbage = new Secret('not-a-token', { isPublic: true });
    await Promise.all([
      ...publicPaths.map(async (path) => {
        seen.publicRoutes.push(await client.ask('backend', { method: 'GET', path }));
      }),
      ...families.map(async ([family, path]) => {
        const answer = await client.ask('backend', { method: 'GET', path }, 'without a token');
        seen.withoutToken.push({ ...answer, family });
      }),
      client
        .ask('backend', { ...read, headers: testHeaders, token: garbage }, 'with test headers and garbage')
        .then((answer) => (seen.withTestHeaders = answer)),
      client.shake('no token', { via: 'none' }).then((answer) => seen.sockets.push(answer)),
    ]);
  },
};
