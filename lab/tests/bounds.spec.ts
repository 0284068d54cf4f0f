import { timeouts } from '../../config/timeouts.ts';
import { expect, test } from '../fixtures/test.ts';
import { closeProblems } from '../../helpers/delivery/close-problems.ts';
import { factOfEntry } from '../../helpers/delivery/fact-of-entry.ts';
import { readHistory } from '../../helpers/delivery/read-history.ts';
import { machineFault } from '../../helpers/evidence/machine-fault.ts';
import { refusalSignature } from '../../helpers/evidence/refusal-signature.ts';
import type { WireEntry } from '../../helpers/evidence/wire-entry.ts';
import { createWireLog, type WireLog } from '../../helpers/evidence/wire-log.ts';
import { createHttpClient, type HttpClient } from '../../helpers/http/http-client.ts';
import { noAnswer } from '../../helpers/http/no-answer.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { collectRun } from '../../helpers/socket/collect-run.ts';
import { readySocket } from '../../helpers/socket/ready-socket.ts';
import { type HandshakeOutcome, shakeHands } from '../../helpers/socket/shake-hands.ts';

const health = { method: 'GET', path: '/health' } as const;

const clientOf = (baseUrl: string, log: WireLog, timeoutMs = 20_000): HttpClient =>
  createHttpClient({
    service: 'chat backend',
    baseUrl,
    timeoutMs,
    budget: noBudget,
    recorder: log.recorderOf('target'),
  });

const handshakeOf = (
  url: string,
  log = createWireLog('test'),
  timeoutMs = 20_000,
): Promise<HandshakeOutcome> =>
  shakeHands({
    url,
    credentials: { via: 'none' },
    timeoutMs,
    budget: noBudget,
    recorder: log.recorderOf('target'),
  });

/** By how much the highest memory that this process ever used grows while something is done, in MiB. */
async function grownMiB(act: () => Promise<unknown>): Promise<number> {
  const before = process.resourceUsage().maxRSS;
  await act();
  return (process.resourceUsage().maxRSS - before) / 1024;
}

/** The evidence that a test would show of its last exchange. */
function lastOf(log: WireLog): Extract<WireEntry, { kind: 'exchange' | 'handshake' }> {
  const last = log.entries().findLast((entry) => 'response' in entry);
  if (!last) throw new Error('Nothing was exchanged.');
  return last;
}

const tooLarge = [
  'a body of 300 MiB',
  'a chunk of 300 MiB',
  'a body of 400 MiB in some KiB of gzip',
  'gzip without end that holds nothing',
] as const;
const broken = [
  {
    name: 'a chunked body that is cut',
    error:
      '[CONNECTION_CUT] GET /health: the chat backend at URL answered 200, but the connection was cut after 15 bytes of its body',
  },
  {
    name: 'a body that is shorter than said',
    error:
      '[CONNECTION_CUT] GET /health: the chat backend at URL answered 200, but the connection was cut after 15 bytes of its body',
  },
  {
    name: 'a text that is no gzip',
    error:
      '[ANSWER_UNREADABLE] GET /health: the chat backend at URL answered 200, but its body cannot be decompressed as its Content-Encoding says (Z_DATA_ERROR).',
  },
  {
    name: 'gzip that ends too early',
    error:
      '[ANSWER_UNREADABLE] GET /health: the chat backend at URL answered 200, but its body cannot be decompressed as its Content-Encoding says (Z_BUF_ERROR).',
  },
  {
    name: 'a coding that was not offered',
    error:
      '[ANSWER_UNREADABLE] GET /health: the chat backend at URL answered 200, but its body cannot be decompressed as its Content-Encoding says (Content-Encoding zstd was not offered).',
  },
] as const;
const good = [
  'a body in chunks',
  'a body to the end of the connection',
  'a body in gzip',
  'a body in gzip, then in gzip',
  'a body in deflate',
  'a body in brotli',
] as const;

test.describe('an answer', () => {
  for (const name of tooLarge)
    test(`is read no further than its bound: ${name}`, async ({ brokenTarget }) => {
      const log = createWireLog('test');
      const client = clientOf(await brokenTarget.answering(name), log);

      const grown = await grownMiB(() =>
        expect(client.send(health)).rejects.toThrow(
          /^\[ANSWER_TOO_LARGE\] GET \/health: .* more than 16 MiB/,
        ),
      );

      expect(grown).toBeLessThan(100);
      expect(lastOf(log)).toMatchObject({
        error: 'an answer of more than 16 MiB',
        response: { status: 200, body: expect.stringMatching(/\[not whole: .* came\]$/) },
      });
    });

  test('of the largest legal size is read whole', async ({ startStaging }) => {
    const { startBrokenEdge } = await startStaging();
    const body = JSON.stringify({ said: String.raw`\ud83d\ude00`.repeat(800_000) });
    const url = await startBrokenEdge(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    const answer = await clientOf(url, createWireLog('test')).send(health);

    expect(answer.text()).toBe(body);
  });

  test('that drips without end is late, with what came of it', async ({ brokenTarget }) => {
    const client = clientOf(
      await brokenTarget.answering('a body that drips without end'),
      createWireLog('test'),
      500,
    );

    await expect(client.send(health)).rejects.toThrow(
      /^\[TARGET_TIMEOUT\] GET \/health: .* answered 200, but its body did not end within 500 ms: \d+ bytes came\./,
    );
  });

  for (const { name, error } of broken)
    test(`is not taken for a whole one: ${name}`, async ({ brokenTarget }) => {
      const log = createWireLog('test');
      const url = await brokenTarget.answering(name);

      await expect(clientOf(url, log).send(health)).rejects.toThrow(error.replace('URL', url));
      expect(refusalSignature(log.entries(), [])).toBe('the chat backend gave no whole answer');
    });

  for (const name of good)
    test(`is read whole: ${name}`, async ({ brokenTarget }) => {
      const client = clientOf(await brokenTarget.answering(name), createWireLog('test'));

      expect((await client.send(health)).json()).toEqual({ messages: [] });
    });

  test('that is an upgrade is told by its status', async ({ brokenTarget }) => {
    const url = await brokenTarget.answering('an upgrade that was not asked for');

    expect(await clientOf(url, createWireLog('test')).send(health)).toBeAnsweredWith(101);
  });
});

test.describe('a handshake', () => {
  test('reads a refusal no further than its bound', async ({ brokenTarget }) => {
    const url = await brokenTarget.answering('a refusal of 300 MiB');

    const grown = await grownMiB(() =>
      expect(handshakeOf(url.replace('http', 'ws'))).rejects.toThrow(
        /^\[ANSWER_TOO_LARGE\] handshake: .* answered 403, but its body has more than 16 MiB/,
      ),
    );

    expect(grown).toBeLessThan(100);
  });

  test('is late when its refusal drips without end', async ({ brokenTarget }) => {
    const url = await brokenTarget.answering('a body that drips without end');

    await expect(handshakeOf(url.replace('http', 'ws'), createWireLog('test'), 500)).rejects.toThrow(
      /^\[TARGET_TIMEOUT\] handshake: .* its body did not end within 500 ms/,
    );
  });
});

const unreadable = [
  { name: 'a frame that is no UTF-8', reason: 'Invalid WebSocket frame: invalid UTF-8 sequence' },
  { name: 'a frame with reserved bits', reason: 'Invalid WebSocket frame: RSV2 and RSV3 must be clear' },
] as const;
const endless = [
  { name: 'a frame of 150 MiB', why: 'a frame of more than 16 MiB came, the most that is read of one' },
  { name: 'frames without end', why: '100,000 frames came, the most that is read of one socket' },
  { name: 'large frames without end', why: 'more than 64 MiB came, the most that is read of one socket' },
] as const;

test.describe('a socket', () => {
  for (const { name, reason } of unreadable)
    test(`ends with the reason for which it cannot be read: ${name}`, async ({ brokenTarget }) => {
      const log = createWireLog('test');
      const { socket } = await readySocket(
        await handshakeOf(await brokenTarget.opening(name), log),
        timeouts.frameMs,
      );

      await expect(socket.waitFor('pong', () => undefined, timeouts.frameMs)).rejects.toThrow(
        `[SOCKET_CLOSED] The socket closed with 1006 "${reason}" before pong.`,
      );
      const facts = log.entries().flatMap((entry) => factOfEntry(entry) ?? []);
      expect([...readHistory(facts).sockets.values()].flatMap(closeProblems)).toEqual([
        `[L2] the target closed socket ${socket.handshake.id} with 1006: ${reason}`,
      ]);
    });

  for (const { name, why } of endless)
    test(`is cut at its bound, and says so: ${name}`, async ({ brokenTarget }) => {
      const log = createWireLog('test');
      const { socket, handshake } = await handshakeOf(await brokenTarget.opening(name), log);

      const grown = await grownMiB(async () => {
        await expect(socket?.waitFor('pong', () => undefined, 30_000)).rejects.toThrow(
          `[ANSWER_TOO_LARGE] ${handshake.url}: ${why}, so the harness has cut it.`,
        );
      });

      expect(grown / 300).toBeLessThan(1);
      const facts = log.entries().flatMap((entry) => factOfEntry(entry) ?? []);
      expect([...readHistory(facts).sockets.values()].flatMap(closeProblems)).toEqual([
        `[E4] the harness cut socket ${handshake.id}: ${why}. What came later is not judged`,
      ]);
    });

  test('that is welcomed by a binary frame is not welcomed', async ({ brokenTarget }) => {
    const outcome = await handshakeOf(await brokenTarget.opening('a binary welcome'));

    await expect(readySocket(outcome, timeouts.frameMs)).rejects.toThrow(
      '[UNEXPECTED_WELCOME] The first frame of',
    );
  });

  test('hears the end of its run behind 90,000 other frames', async ({ brokenTarget }) => {
    const url = await brokenTarget.opening('90,000 frames before the end of a run');
    const { socket } = await readySocket(await handshakeOf(url), timeouts.frameMs);

    expect(await collectRun(socket, 't1', timeouts.runMs)).toMatchObject([{ type: 'agent_completed' }]);
  });
});

const failures = [
  ...[
    'EMFILE',
    'ENFILE',
    'EADDRNOTAVAIL',
    'ENOBUFS',
    'ENOMEM',
    'ENETDOWN',
    'ENETUNREACH',
    'EACCES',
    'EPERM',
  ].map((code) => ({ code, syscall: 'connect', told: 'MACHINE_LIMIT' })),
  ...['EAI_AGAIN', 'EAI_MEMORY', 'EAI_SYSTEM'].map((code) => ({
    code,
    syscall: 'getaddrinfo',
    told: 'MACHINE_LIMIT',
  })),
  { code: 'ENOTFOUND', syscall: 'getaddrinfo', told: 'TARGET_UNREACHABLE' },
  ...['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOSUCHCODE'].map((code) => ({
    code,
    syscall: 'connect',
    told: 'TARGET_UNREACHABLE',
  })),
];

const failedWith = (error: Error): ReturnType<typeof noAnswer> =>
  noAnswer(error, {
    asked: 'GET /health',
    subject: 'the chat backend at http://staging.example',
    timeoutMs: 1_000,
    isLate: false,
    head: undefined,
  });

test.describe('a call that fails', () => {
  for (const { code, syscall, told } of failures)
    test(`with ${code} is told as ${told}, with code and call`, () => {
      const { error, outcome } = failedWith(Object.assign(new Error('failed'), { code, syscall }));

      expect(error.message).toMatch(new RegExp(`^\\[${told}\\] .*\\(${syscall} ${code}\\)`));
      expect(outcome.fault).toBe(told === 'MACHINE_LIMIT' ? 'machine' : undefined);
    });

  test('with a certificate that is not trusted is told how to trust it', () => {
    const { error } = failedWith(
      Object.assign(new Error('unable to verify'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }),
    );

    expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
    expect(error.message).not.toContain('HTTP');
  });

  test('with a code that is not known is told by that code alone', () => {
    expect(failedWith(Object.assign(new Error('odd'), { code: 'ENEW' })).error.message).toBe(
      '[TARGET_UNREACHABLE] GET /health: the chat backend at http://staging.example cannot be reached (ENEW). ' +
        'Check what this code means, and the URL in the configuration.',
    );
  });

  test('by this machine is no refusal of the target', () => {
    const { outcome } = failedWith(
      Object.assign(new Error('failed'), { code: 'EMFILE', syscall: 'connect' }),
    );
    const log = createWireLog('test');
    const at = new Date(0).toISOString();
    log.recorderOf('target').add({
      ...{ kind: 'exchange', id: '1', at, service: 'chat backend', user: null, durationMs: 1 },
      request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: '' },
      ...outcome,
    });

    expect(machineFault(log.entries(), [])).toContain(
      '[MACHINE_LIMIT] GET of the chat backend failed on this machine (connect EMFILE)',
    );
  });

  test('by this machine in the embedded staging is no refusal of the target', () => {
    const note = (text: string): WireEntry => ({
      ...{ kind: 'log', side: 'target', at: new Date(0).toISOString(), user: null, service: 'chat backend' },
      ...{ requestId: '1', call: 'GET /api/threads', status: 503, durationMs: 1, notes: [text] },
    });

    expect(machineFault([note('the auth service did not answer: connect EMFILE 127.0.0.1:1')], [])).toContain(
      '[MACHINE_LIMIT] The chat backend of the embedded staging: GET /api/threads failed on this machine (connect EMFILE)',
    );
    expect(machineFault([note('the auth service did not answer: connect ECONNREFUSED')], [])).toBeUndefined();
  });

  test('by a file that cannot be opened here is told as MACHINE_LIMIT, unless the target says so', () => {
    const ofNode = "EMFILE: too many open files, open '/tmp/journal'";

    expect(machineFault([], [`Error: ${ofNode}`])).toContain(
      '[MACHINE_LIMIT] A file operation failed on this machine (open EMFILE)',
    );
    expect(
      machineFault([], ["Error: ENOENT: no such file or directory, open '/tmp/journal'"]),
    ).toBeUndefined();
    expect(
      machineFault([], [`ContractError: [UNEXPECTED_STATUS] GET /health: expected 200, got 500 ${ofNode}`]),
    ).toBeUndefined();
  });
});
