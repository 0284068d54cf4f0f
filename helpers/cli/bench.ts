import { randomBytes, randomUUID } from 'node:crypto';
import { cleanContents } from '../evidence/clean-contents.ts';
import { createRedactor } from '../evidence/redactor.ts';
import { createWireLog } from '../evidence/wire-log.ts';
import { wirePage } from '../evidence/wire-page.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const token = (): string =>
  [
    base64url('{"alg":"HS256","typ":"JWT"}'),
    base64url(
      JSON.stringify({ sub: `e2e-test-${randomUUID()}`, permissions: ['read', 'write'], jti: randomUUID() }),
    ),
    randomBytes(32).toString('base64url'),
  ].join('.');

/** The median of many runs, in milliseconds for one of `count` things that a run does. */
function median(runs: number, count: number, run: () => void): number {
  run();
  const times = Array.from({ length: runs }, () => {
    const startedAt = performance.now();
    run();
    return (performance.now() - startedAt) / count;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

const tokens = Array.from({ length: 1_000 }, token);
const redactor = createRedactor('the key of a run');
for (const secret of tokens) redactor.know(secret);

const log = createWireLog('bench');
const recorder = log.recorderOf('target');
const body = JSON.stringify({
  messages: Array.from({ length: 5 }, () => ({ id: randomUUID(), content: 'Hello' })),
});
const record = (): void => {
  recorder.add({
    kind: 'exchange',
    id: recorder.nextId(),
    at: new Date().toISOString(),
    service: 'chat backend',
    user: 'e2e-test',
    durationMs: 12,
    request: {
      method: 'GET',
      url: `https://api.staging.example/api/chat/messages?thread_id=thr_${randomUUID()}`,
      headers: [['Authorization', `Bearer ${tokens[0] ?? ''}`]],
      body: '',
    },
    response: { status: 200, headers: [['content-type', 'application/json']], body },
  });
};
const hundred = (): void => {
  for (let n = 0; n < 100; n += 1) record();
};
const published = (): void => {
  log.follow(() => false);
  hundred();
  const entries = log
    .entries()
    .map((entry) => JSON.parse(redactor.redact(JSON.stringify(entry))) as typeof entry);
  wirePage({
    title: 'a',
    place: 'a',
    runId: 'a',
    status: 'passed',
    errors: [],
    rerun: 'a',
    entries,
    leftOut: 0,
  });
};
const artefact = Buffer.from(`${body}\n`.repeat(Math.ceil((1024 * 1024) / body.length)));

const rows: [string, number][] = [
  ['record one exchange', median(50, 100, hundred)],
  ['record, redact and show one exchange', median(50, 100, published)],
  [
    'learn one more token',
    median(
      20,
      50,
      () =>
        void tokens.slice(0, 50).map(() => {
          redactor.know(token());
        }),
    ),
  ],
  [
    'scan 1 MiB of artefacts, which hold no secret',
    median(15, 1, () => void cleanContents(artefact, redactor)),
  ],
];
for (const [what, ms] of rows) process.stdout.write(`${ms.toFixed(4).padStart(10)} ms  ${what}\n`);
