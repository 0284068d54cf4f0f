import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { Secret } from '../../config/secret.ts';
import { expect, test as suite } from '../../fixtures/test.ts';

/** A secret that nobody knows before the worker ends. */
const test = suite.extend<object, { late: string }>({
  late: [
    async ({}, use, { config }) => {
      await use('too early');
      const secret = new Secret(randomBytes(24).toString('base64url'));
      appendFileSync(config.metadata['secretsFile'] as string, `${secret.reveal()}\n`);
      throw new Error(`the clean-up of a worker got ${secret.reveal()}`);
    },
    { scope: 'worker' },
  ],
});

test('a worker learns of a secret as it ends', ({ late }) => {
  expect(late).toBe('too early');
});

test('a target sets cookies, hands out what it calls a token, and escapes what it says', async ({
  startStaging,
  wire,
}, testInfo) => {
  const { createHttpClient } = await import('../../helpers/http/http-client.ts');
  const { shakeHands } = await import('../../helpers/socket/shake-hands.ts');
  const { noBudget } = await import('../../helpers/http/request-budget.ts');
  const [opaque, ...cookies] = [0, 1, 2].map(() => randomBytes(24).toString('hex'));
  const escaped = (text: string): string =>
    Array.from(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const body = JSON.stringify({ said: 'x', session_token: opaque }).replace('x', escaped(cookies[0] ?? ''));
  appendFileSync(testInfo.config.metadata['secretsFile'] as string, `${[opaque, ...cookies].join('\n')}\n`);
  const { startBrokenEdge } = await startStaging();
  const answer = (cookie = ''): string =>
    `HTTP/1.1 403 Forbidden\r\nSet-Cookie: id=${cookie}; Path=/\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  const baseUrl = await startBrokenEdge(...cookies.map(answer));
  const common = { timeoutMs: 5_000, budget: noBudget, recorder: wire.recorderOf('private') };
  const sent = await createHttpClient({ service: 'edge', baseUrl, ...common }).send({
    method: 'GET',
    path: '/',
  });
  const shaken = await shakeHands({
    url: baseUrl.replace('http', 'ws'),
    credentials: { via: 'none' },
    ...common,
  });

  expect([sent.status, shaken.handshake.status]).toEqual([403, 403]);
  expect(`${sent.text()} ${cookies.join(' ')} ${shaken.handshake.headers.get('Set-Cookie') ?? ''}`).toBe(
    'nothing',
  );
});
