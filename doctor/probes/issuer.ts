import { randomBytes } from 'node:crypto';
import { insecureDefaults } from '../../config/insecure-defaults.ts';
import { Secret } from '../../config/secret.ts';
import { forgeToken } from '../../helpers/auth/forge-token.ts';
import { allSettled } from '../../helpers/errors/all-settled.ts';
import { signedIn } from '../../helpers/wire/signed-in.ts';
import type { Probe } from '../asking/probe.ts';
import { validateToken } from '../asking/session.ts';
import { claimsOf } from '../observation/claims-of.ts';
import { isThere } from '../observation/readings.ts';

/** P3, P4, P16: does the auth service know its own tokens, and no others? */
export const issuer: Probe = {
  name: 'issuer',
  ids: 'P3 P4 P14 P16',
  asks: 'Does the auth service know its own tokens and their users, and refuse forged ones?',
  cost: 11,
  deadlineMs: 10_000,
  idle: (seen) =>
    !isThere(seen, 'auth') || seen.accounts.length === 0
      ? 'There is no token that the auth service made.'
      : undefined,
  run: async ({ client, seen, accounts }) => {
    const [first] = accounts;
    if (!first) return;
    for (const { token, seen: account, way } of accounts)
      account.validation = await validateToken(client, token, `of a token of the ${way} user`);
    for (const { token, seen: account } of accounts)
      if (account.validation?.userStatus !== 'active')
        account.me = await client.ask('auth', { method: 'GET', path: '/auth/me', token });

    const random = new Secret(randomBytes(48).toString('base64url'), { isPublic: true });
    const forgeries = [
      { forgery: 'garbage', token: new Secret('not-a-token', { isPublic: true }) },
      { forgery: 'random key', token: await forgeToken(first.token, random, {}) },
      ...(await Promise.all(
        [...insecureDefaults].map(async (known) => ({
          forgery: 'known default' as const,
          token: await forgeToken(first.token, new Secret(known, { isPublic: true }), {}),
        })),
      )),
    ] as const;
    const verdicts = await allSettled(
      forgeries.map(async ({ forgery, token }) => ({
        forgery,
        ...(await validateToken(client, token, `of a token by ${forgery}`)),
      })),
    );
    seen.forgedAtAuth.push(...verdicts);

    const body = { refresh_token: first.refreshToken.reveal() };
    const { answer, response } = await client.read('auth', { method: 'POST', path: '/auth/refresh', body });
    const renewed = signedIn.safeParse(response?.json()).data;
    const claims = renewed && claimsOf(renewed.access_token);
    first.seen.refresh = { answer, ...(claims && { claims }) };
    if (renewed) first.refreshToken = renewed.refresh_token;
  },
};
