import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { WebSocketServer } from 'ws';
import type { Environment } from '../../config/environment.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { AuthClient } from '../../helpers/auth/auth-client.ts';
import { ownStaging } from '../../helpers/guard/target-guard.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { shakeHands } from '../../helpers/socket/shake-hands.ts';
import type { TestIdentity } from '../../helpers/users/ledger/test-identity.ts';

interface Known {
  auth: AuthClient;
  newcomer: TestIdentity;
  environment: Environment;
}

const each = (text: string, spell: (code: number) => string): string =>
  Array.from(text, (letter) => spell(letter.charCodeAt(0))).join('');
const hexOf = (code: number, digits = 2): string => code.toString(16).padStart(digits, '0');
const halfOf = (text: string): number => Math.floor(text.length / 2);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** How a secret may stand in a text. Every one of them is looked for in every place. */
const spellings: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  base64,
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 of a pair': (secret) => base64(`user:${secret}`),
  'a part of a URL': encodeURIComponent,
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'percent of every character': (secret) => each(secret, (code) => `%${hexOf(code).toUpperCase()}`),
  '\\u of every character': (secret) => each(secret, (code) => `\\u${hexOf(code, 4)}`),
  'HTML entities of both kinds': (secret) =>
    each(secret, (code) => (code % 2 === 0 ? `&#${code};` : `&#x${hexOf(code)};`)),
  'base64 twice': (secret) => base64(base64(`user:${secret}`)),
  'upper case': (secret) => secret.toUpperCase(),
  'its last segment': (secret) => secret.split('.').at(-1) ?? '',
  'its first half': (secret) => secret.slice(0, halfOf(secret)),
  'its second half': (secret) => secret.slice(halfOf(secret)),
};

/** Every secret of this test in every spelling; the harness's test reads them from a file that no report is made of. */
async function canaries({ auth, newcomer, environment }: Known, testInfo: TestInfo): Promise<string[]> {
  const account = await auth.register(newcomer);
  const {
    E2E_OAUTH_SIMULATION_KEY: bypassKey,
    STAGING_USER_KEY: userKey,
    JWT_SECRET_STAGING: signing,
  } = environment;
  const secrets = [
    account.access_token,
    account.refresh_token,
    newcomer.password,
    bypassKey,
    userKey,
    signing,
  ];
  const texts = secrets.flatMap((secret) =>
    secret ? Object.values(spellings).map((spell) => spell(secret.reveal())) : [],
  );
  appendFileSync(testInfo.config.metadata['secretsFile'] as string, `${texts.join('\n')}\n`);
  return texts;
}

test(
  'passes with canaries in all that it sends, prints and attaches',
  { annotation: { type: 'delivery-breach', description: 'sockets close with canaries' } },
  async ({ auth, newcomer, environment, backend, sockets, user, wire }, testInfo) => {
    test.setTimeout(30_000);
    const texts = await canaries({ auth, newcomer, environment }, testInfo);
    const { socket } = await sockets.open({ via: 'header', token: user.accessToken });

    const note = join(dirname(testInfo.config.metadata['secretsFile'] as string), 'note.txt');
    for (const text of texts) {
      await backend.send({
        method: 'POST',
        path: `/health?canary=${encodeURIComponent(text)}`,
        headers: { 'X-Canary': text },
        body: { canary: text },
      });
      socket.send({ type: text });
      testInfo.annotations.push({ type: 'canary', description: text });
      await testInfo.attach(`attachment ${text}`, { body: text });
      writeFileSync(note, text);
      await testInfo.attach(text.slice(-150), { path: note });
      await test.step(`step ${text}`, () => undefined, {
        params: { canary: text, [text]: 1 },
        subtitle: text,
      });
      console.log(text);
      console.error({ canary: text });
      process.stdout.write(Buffer.from(`${text}\n`));
    }
    console.log(execFileSync('env').toString());
    const closing = new WebSocketServer({ port: 0 });
    const next = texts.values();
    closing.on('connection', (opened) => {
      opened.close(1008, String(next.next().value).slice(0, 120));
    });
    const url = `ws://127.0.0.1:${(closing.address() as AddressInfo).port}`;
    ownStaging(url);
    for (const reason of texts) {
      const { socket: closed } = await shakeHands({
        url,
        credentials: { via: 'none' },
        timeoutMs: 5_000,
        budget: noBudget,
        recorder: wire.recorderOf('private'),
      });
      expect(await closed?.waitForClose(5_000)).toEqual({ code: 1008, reason: reason.slice(0, 120) });
    }
    closing.close();
    const path = join(dirname(testInfo.config.metadata['secretsFile'] as string), 'attached.txt');
    writeFileSync(path, texts.join('\n'));
    await testInfo.attach('file', { path, contentType: 'application/octet-stream' });
    expect(texts).toHaveLength(6 * Object.keys(spellings).length);
  },
);

test('fails with canaries in errors and steps', async ({ auth, newcomer, environment }, testInfo) => {
  const texts = await canaries({ auth, newcomer, environment }, testInfo);
  const [all, changed] = [texts.join('\n'), texts.map((text) => `${text.slice(0, -3)}...`).join('\n')];

  expect.soft(all).toBe(changed);
  expect.soft({ texts }).toEqual({});
  expect.soft(texts, all).toHaveLength(0);
  await test.step(`a step about ${texts[0] ?? ''}`, () => {
    throw new Error(`refused: ${all}`, { cause: new Error(`because of ${all}`) });
  });
});

test('times out with canaries', async ({ auth, newcomer, environment, sockets, user }, testInfo) => {
  test.setTimeout(3_000);
  const texts = await canaries({ auth, newcomer, environment }, testInfo);
  const { socket } = await sockets.open({ via: 'header', token: user.accessToken });
  for (const text of texts) socket.send({ type: text });
  await socket.waitFor(texts.join(' '), () => undefined, 60_000);
});

test('ends its worker with canaries', async ({ auth, newcomer, environment }, testInfo) => {
  const texts = await canaries({ auth, newcomer, environment }, testInfo);
  console.log(texts.join('\n'));
  process.kill(process.pid, 'SIGKILL');
});

test('writes past the reporters', ({ user }, testInfo) => {
  const token = user.accessToken.reveal();
  appendFileSync(testInfo.config.metadata['secretsFile'] as string, `${token}\n`);
  writeFileSync(testInfo.outputPath('past-the-reporters.txt'), `a note, ${token}`);
  writeFileSync(testInfo.outputPath(`${token.split('.')[2] ?? ''}.txt`), 'harmless');
  expect(token).toContain('.');
});
