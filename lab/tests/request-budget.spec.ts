import { expect, test } from '../fixtures/test.ts';
import { createWireLog } from '../../helpers/evidence/wire-log.ts';
import { createHttpClient, type HttpClient } from '../../helpers/http/http-client.ts';
import { createRequestBudget, type RequestBudget } from '../../helpers/http/request-budget.ts';

const health = { method: 'GET', path: '/health' } as const;
const busy = 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n';
const fine = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

const clientOf = (baseUrl: string, budget: RequestBudget): HttpClient =>
  createHttpClient({
    service: 'chat backend',
    baseUrl,
    timeoutMs: 10_000,
    budget,
    recorder: createWireLog('test').recorderOf('private'),
  });

/** A budget without a limit that only notes what it is asked for. */
function notingBudget(): RequestBudget & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    take: () => Promise.resolve(void asked.push('take')),
    rest: (ms) => void asked.push(`rest ${ms} ms`),
  };
}

test.describe('the request budget', () => {
  test('holds for all processes of a run together', async ({ startStaging }, testInfo) => {
    const { staging } = await startStaging();
    const clients = ['first', 'second', 'third'].map(() =>
      clientOf(staging.backendUrl, createRequestBudget(testInfo.outputPath('run'), 1200)),
    );

    await Promise.all(clients.flatMap((client) => Array.from({ length: 20 }, () => client.send(health))));

    expect(staging.peak(Infinity)).toBe(60);
    // 1200 in a minute are 20 in a second, and some that a busy machine sends late; without an agreement they were 60.
    expect(staging.peak(1_000)).toBeLessThanOrEqual(30);
  });

  test('rests for all processes of a run when one is told to', async ({ backend }, testInfo) => {
    const [one, other] = ['one', 'other'].map(() =>
      createRequestBudget(testInfo.outputPath('run'), Infinity),
    );
    one?.rest(20_000);

    const first = await Promise.race([
      other?.take().then(() => 'the other process sent'),
      backend.send(health).then(() => 'another run sent'),
    ]);

    expect(first).toBe('another run sent');
  });

  test('sends again what a 429 with Retry-After has put off', async ({ startStaging }) => {
    const { startBrokenEdge } = await startStaging();
    const budget = notingBudget();
    const answer = await clientOf(await startBrokenEdge(busy, busy, fine), budget).send(health);

    expect(answer).toBeAnsweredWith(200);
    expect(budget.asked).toEqual(['take', 'rest 2000 ms', 'take', 'rest 2000 ms', 'take']);
  });

  test('tells a 429 that does not end, and one that does not say how long', async ({ startStaging }) => {
    const { startBrokenEdge } = await startStaging();
    const budget = notingBudget();
    const endless = await clientOf(await startBrokenEdge(busy), budget).send(health);
    const silent = await clientOf(
      await startBrokenEdge(busy.replace('Retry-After: 2', 'X-Busy: 1'), fine),
      notingBudget(),
    ).send(health);

    expect(endless).toBeAnsweredWith(429);
    expect(budget.asked.filter((asked) => asked === 'take')).toHaveLength(4);
    expect(silent).toBeAnsweredWith(429);
  });
});
