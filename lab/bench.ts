import { randomBytes, randomUUID } from 'node:crypto';
import { readFlags } from '../command-line/read-flags.ts';
import { print, printJson, runRedacted } from '../helpers/cli/run-redacted.ts';
import type { DeliveryFact } from '../helpers/delivery/delivery-fact.ts';
import { deliveryProblems } from '../helpers/delivery/delivery-problems.ts';
import { factOfEntry } from '../helpers/delivery/fact-of-entry.ts';
import { cleanContents } from '../helpers/evidence/clean-contents.ts';
import { createRedactor } from '../helpers/evidence/redactor.ts';
import { createWireLog } from '../helpers/evidence/wire-log.ts';
import { wirePage } from '../helpers/evidence/wire-page.ts';
import { benchCommand } from './bench-command.ts';

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

const user = 'e2e-test';
const at = new Date().toISOString();
const sockets = ['socket-1', 'socket-2'];
const welcomed = sockets.flatMap((id): DeliveryFact[] => [
  { kind: 'begun', at, id },
  { kind: 'opened', at, id, origin: 'target', user },
  {
    kind: 'got',
    at,
    socket: id,
    type: 'connection_established',
    json: { type: 'connection_established', data: { connection_id: id, user_id: user } },
  },
]);
const tool_name = 'search';
const steps = [
  { type: 'agent_started', payload: { agent_name: 'echo' } },
  { type: 'agent_thinking', payload: { reasoning: 'It is to be thought about.' } },
  { type: 'tool_executing', payload: { tool_name, parameters: {} } },
  { type: 'tool_completed', payload: { tool_name, result: 1, execution_time_ms: 1 } },
  { type: 'agent_completed', payload: { final_response: 'You wrote: Hello' } },
];
const conversations = Array.from({ length: 500 }, () => {
  const [run, thread] = [randomUUID(), randomUUID()];
  const texts = steps.map((step, index) => {
    const ids = { event_id: randomUUID(), run_id: run, thread_id: thread, user_id: user };
    return JSON.stringify({ ...step, ...ids, seq: index + 1, timestamp: at });
  });
  return { run, thread, texts };
});
const framesOfRun = steps.length * sockets.length;
/** What both sockets of a user hear of some runs is read, and judged once, as at the end of a test. */
const judge = (runs: number) => (): void => {
  const heard = conversations
    .slice(0, runs)
    .flatMap(({ run, thread, texts }): (DeliveryFact | undefined)[] => [
      { kind: 'begun', at, id: run },
      { kind: 'started', at, id: run, origin: 'target', user, thread, content: 'Hello', run },
      ...texts.flatMap((text) =>
        sockets.map((socket) =>
          factOfEntry({ kind: 'frame', at, user, side: 'target', socket, direction: 'received', text }),
        ),
      ),
    ]);
  const facts = [...welcomed, ...heard.filter((fact) => fact !== undefined)];
  const problems = deliveryProblems([...facts, { kind: 'settled', at }]);
  if (problems.length > 0) throw new Error(`Expected good deliveries, got ${problems.join('; ')}`);
};

const measure = (): [string, number][] => [
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
  ['judge one frame, of 100', median(50, 10 * framesOfRun, judge(10))],
  ['judge one frame, of 5,000', median(5, 500 * framesOfRun, judge(500))],
];

await runRedacted(benchCommand, (words) => {
  const { json } = readFlags(words, benchCommand);
  const rows = measure();
  if (json) printJson(Object.fromEntries(rows));
  else print(...rows.map(([what, ms]) => `${ms.toFixed(4).padStart(10)} ms  ${what}`));
  return 0;
});
