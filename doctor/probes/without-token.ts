import { allSettled } from '../../helpers/errors/all-settled.ts';
import type { Probe } from '../probe.ts';
import { routeFamilies, type RouteFamily } from '../route-families.ts';
import { isThere } from '../readings.ts';

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
/** P2: what is open without a token. */
export const withoutToken: Probe = {
  name: 'without-token',
  ids: 'P2',
  asks: 'Is what is public open, and what is protected closed?',
  cost: 13,
  deadlineMs: 8_000,
  idle: (seen) => (isThere(seen, 'backend') ? undefined : 'The chat backend is not there.'),
  run: async ({ client, seen }) => {
    const families = Object.entries(routeFamilies) as [RouteFamily, string][];
    await allSettled([
      ...publicPaths.map(async (path) => {
        seen.publicRoutes.push(await client.ask('backend', { method: 'GET', path }));
      }),
      ...families.map(async ([family, path]) => {
        const answer = await client.ask('backend', { method: 'GET', path }, 'without a token');
        seen.withoutToken.push({ ...answer, family });
      }),
      client
        .shake('no token', { via: 'none' }, { as: 'without a token' })
        .then((answer) => seen.sockets.push(answer)),
    ]);
  },
};
