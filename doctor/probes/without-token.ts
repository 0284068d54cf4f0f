import { publicPaths } from '../../config/contract/routes.ts';
import { allSettled } from '../../helpers/errors/all-settled.ts';
import type { Probe } from '../asking/probe.ts';
import { isThere } from '../observation/readings.ts';
import { familyReads } from '../observation/routes.ts';

/** Public by contract P1. `/health` is asked at first contact. */
const otherPublicPaths = publicPaths.filter((path) => path !== '/health');

/** P2: what is open without a token. */
export const withoutToken: Probe = {
  name: 'without-token',
  ids: 'P2',
  asks: 'Is what is public open, and what is protected closed?',
  cost: otherPublicPaths.length + familyReads.length + 1,
  deadlineMs: 8_000,
  idle: (seen) => (isThere(seen, 'backend') ? undefined : 'The chat backend is not there.'),
  run: async ({ client, seen }) => {
    await allSettled([
      ...otherPublicPaths.map(async (path) => {
        seen.publicRoutes.push(await client.ask('backend', { method: 'GET', path }));
      }),
      ...familyReads.map(async ({ family, path }) => {
        const answer = await client.ask('backend', { method: 'GET', path }, 'without a token');
        seen.withoutToken.push({ ...answer, family });
      }),
      client
        .shake('no token', { via: 'none' }, { as: 'without a token' })
        .then((answer) => seen.sockets.push(answer)),
    ]);
  },
};
