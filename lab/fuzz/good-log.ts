import type { DeliveryFact } from '../../helpers/delivery/delivery-fact.ts';
import type { Random } from './random.ts';

type Json = Record<string, unknown>;
export type Got = Extract<DeliveryFact, { kind: 'got' }> & { json: Json };

/** How a target writes: as promised, or as deployed versions do. */
export interface Dialect {
  isDeployed: boolean;
  hasEventId: boolean;
  payloadIn: 'payload' | 'data' | 'root';
}

/** What one socket heard of one run. */
export interface Heard {
  socket: string;
  user: string;
  events: Got[];
  /** Welcomed before the run was sent for. */
  isFromStart: boolean;
}

/** A log of a target that keeps its promises, and what a fault needs to know of it. */
export interface GoodLog {
  facts: DeliveryFact[];
  dialect: Dialect;
  heard: Heard[];
  sockets: { name: string; user: string; isOpenAtEnd: boolean }[];
}

interface Socket {
  name: string;
  user: string;
  queue: Json[];
  isOpen: boolean;
  isWelcomed: boolean;
}

interface Run {
  id: string;
  user: string;
  thread: string;
  content: string;
  steps: [string, Json][];
  sent: number;
  isStopped: boolean;
  isWhole: Set<string>;
}

const [base, tick] = [Date.UTC(2026, 0, 1), 0.2];
const times = Array.from({ length: 5_000 }, (_, index) => new Date(base + index * tick).toISOString());

function stepsOf(random: Random, content: string): Run['steps'] {
  const thought = (): [string, Json] => ['agent_thinking', { reasoning: 'It is to be thought about.' }];
  const tool = (): [string, Json][] => {
    const tool_name = `tool-${random.below(3)}`;
    return [
      ['tool_executing', { tool_name, parameters: {} }],
      ['tool_completed', { tool_name, result: random.below(9), execution_time_ms: random.below(50) }],
    ];
  };
  const more = Array.from({ length: random.below(4) }, () => (random.chance(0.5) ? [thought()] : tool()));
  return [
    ['agent_started', { agent_name: 'echo' }],
    thought(),
    ...[...more.slice(0, 2), tool(), ...more.slice(2)].flat(),
    ['agent_completed', { final_response: `You wrote: ${content}` }],
  ];
}

/** What happens in a random order to some users: sockets come and go, runs overlap, frames are on their way. */
export function goodLog(random: Random): GoodLog {
  const facts: DeliveryFact[] = [];
  const at = (): string => times[facts.length] ?? '';
  const dialect: Dialect = random.chance(0.25)
    ? { isDeployed: true, hasEventId: random.chance(0.5), payloadIn: random.chance(0.5) ? 'data' : 'root' }
    : { isDeployed: false, hasEventId: true, payloadIn: 'payload' };
  const users = ['ann-123456', 'bob-123456', 'eve-123456'].slice(0, 2 + random.below(2));
  const sockets: Socket[] = [];
  const runs: Run[] = [];
  const heard = new Map<string, Heard>();
  const replies = new Map<string, string[]>();
  const answers: (() => void)[] = [];
  let ids = 0;
  const nextId = (what: string): string => `${what}-${(ids += 1)}`;
  const origin = 'target';
  const owners = new Map<Json, Run>();

  const open = (user: string): void => {
    const name = nextId('socket');
    facts.push({ kind: 'begun', at: at(), id: name });
    facts.push({ kind: 'opened', at: at(), id: name, origin, user });
    const connection_id = nextId('con');
    const user_id = dialect.isDeployed && random.chance(0.5) ? `${user.slice(0, 6)}...` : user;
    const data = { connection_id, user_id };
    const welcome: Json =
      dialect.isDeployed && random.chance(0.5)
        ? { type: 'system_message', data: { ...data, event: 'connection_established' } }
        : { type: 'connection_established', data };
    sockets.push({ name, user, queue: [welcome], isOpen: true, isWelcomed: false });
  };
  const deliver = (socket: Socket): void => {
    const json = socket.queue.shift();
    if (!json) return;
    const fact: Got = { kind: 'got', at: at(), socket: socket.name, type: String(json['type']), json };
    facts.push(fact);
    socket.isWelcomed = true;
    const run = owners.get(json);
    if (!run) return;
    const { name, user } = socket;
    const key = `${name} ${run.id}`;
    const entry = heard.get(key) ?? { socket: name, user, events: [], isFromStart: run.isWhole.has(name) };
    entry.events.push(fact);
    heard.set(key, entry);
  };
  const ofUser = (user: string): Socket[] =>
    sockets.filter((socket) => socket.isOpen && socket.user === user);
  const start = (user: string, thread: string, content: string, id = nextId('run')): Run => {
    const isWhole = new Set(ofUser(user).flatMap(({ name, isWelcomed }) => (isWelcomed ? name : [])));
    const steps = stepsOf(random, content);
    const run = { id, user, thread, content, steps, sent: 0, isStopped: false, isWhole };
    runs.push(run);
    return run;
  };
  const advance = (run: Run): void => {
    const step = run.steps[run.sent];
    if (!step || run.isStopped) return;
    run.sent += 1;
    const [type, payload] = step;
    if (type === 'agent_completed')
      replies.set(run.thread, [...(replies.get(run.thread) ?? []), String(payload['final_response'])]);
    const event: Json = {
      type,
      run_id: run.id,
      thread_id: run.thread,
      ...(dialect.hasEventId && { event_id: nextId('evt') }),
      ...(!dialect.isDeployed && { user_id: run.user, seq: run.sent }),
      timestamp: dialect.isDeployed ? 1_757_000_000.25 : at(),
      ...(dialect.payloadIn === 'root' ? payload : { [dialect.payloadIn]: payload }),
    };
    for (const socket of ofUser(run.user)) {
      const frame = { ...event };
      owners.set(frame, run);
      socket.queue.push(frame);
    }
  };
  const threadOf = (user: string): string =>
    random.chance(0.7)
      ? nextId('thread')
      : (runs.findLast((run) => run.user === user)?.thread ?? nextId('thread'));
  const isFree = (thread: string): boolean => !runs.some((run) => run.thread === thread && run.isStopped);

  const list = (thread: string): void => {
    const id = nextId('request');
    facts.push({ kind: 'begun', at: at(), id });
    facts.push({ kind: 'listed', at: at(), id, origin, thread, replies: [...(replies.get(thread) ?? [])] });
  };

  const actions: ((user: string) => void)[] = [
    open,
    (user) => {
      const [id, thread] = [nextId('request'), threadOf(user)];
      if (!isFree(thread)) return;
      facts.push({ kind: 'begun', at: at(), id });
      const content = `What is ${id}?`;
      const { id: run } = start(user, thread, content);
      answers.push(() => facts.push({ kind: 'started', at: at(), id, origin, user, thread, content, run }));
    },
    (user) => {
      const [socket, thread] = [random.pick(ofUser(user)), threadOf(user)];
      if (!socket || !isFree(thread)) return;
      const content = `What is ${nextId('question')}?`;
      const isWrong = random.chance(0.1);
      const asked = { thread: isWrong ? 'no-thread' : thread, content };
      facts.push({ kind: 'asked', at: at(), socket: socket.name, ...asked });
      if (isWrong) socket.queue.push({ type: 'error_message', error_code: 'NOT_FOUND' });
      else start(user, thread, content);
    },
    (user) => {
      const [id, posted] = [nextId('request'), nextId('message')];
      facts.push({ kind: 'begun', at: at(), id });
      const message = { id: posted, user_id: user, content: 'Hello' };
      for (const { queue } of ofUser(user)) queue.push({ type: 'message_created', data: { message } });
      answers.push(() => facts.push({ kind: 'posted', at: at(), id, origin, user, message }));
    },
    (user) => {
      const socket = random.pick(ofUser(user));
      facts.push(...(socket ? [{ kind: 'sent', at: at(), socket: socket.name, bytes: 15 } as const] : []));
      socket?.queue.push(random.chance(0.5) ? { type: 'pong' } : { type: 'ack', user_id: user });
    },
    (user) => random.pick(ofUser(user))?.queue.push({ type: 'heartbeat' }),
    (user) => {
      const socket = random.pick(ofUser(user));
      if (!socket || random.chance(0.5)) return;
      socket.isOpen = false;
      const by = random.chance(0.6) ? 'harness' : 'target';
      const code = by === 'target' && random.chance(0.5) ? 1008 : by === 'target' ? 1001 : 1000;
      if (code === 1008) socket.queue.push({ type: 'error_message', error_code: 'TOKEN_EXPIRED' });
      if (by === 'target') while (socket.queue.length > 0) deliver(socket);
      facts.push({ kind: 'closed', at: at(), socket: socket.name, by, code });
    },
    (user) => {
      const run = random.pick(runs.filter((one) => one.user === user));
      if (run && !run.isStopped) list(run.thread);
    },
    (user) => {
      const run = random.pick(runs.filter((one) => one.user === user));
      if (!run || random.chance(0.8)) return;
      const id = nextId('request');
      for (const one of runs) one.isStopped ||= one.thread === run.thread;
      facts.push({ kind: 'begun', at: at(), id });
      facts.push({ kind: 'removed', at: at(), id, origin, what: 'thread', which: run.thread });
    },
  ];
  const advances = [() => random.pick(runs), () => random.pick(runs), () => runs.at(-1)];

  for (const user of users) for (let n = random.below(3); n > 0; n -= 1) open(user);
  for (let n = 30 + random.below(50); n > 0; n -= 1) {
    const choice = random.below(10);
    const socket = random.pick(sockets.filter(({ isOpen }) => isOpen));
    const run = random.pick(advances)?.();
    if (choice < 2) random.pick(actions)?.(random.pick(users) ?? '');
    else if (choice < 5 && run) advance(run);
    else if (choice < 6) answers.splice(random.below(answers.length), 1)[0]?.();
    else if (socket) deliver(socket);
  }
  for (const run of runs) while (run.sent < run.steps.length && !run.isStopped) advance(run);
  for (const socket of sockets) while (socket.isOpen && socket.queue.length > 0) deliver(socket);
  for (const answer of answers) answer();
  for (const { thread, isStopped } of runs) if (!isStopped && random.chance(0.5)) list(thread);
  facts.push({ kind: 'settled', at: at() });
  for (const { name, isOpen } of sockets)
    if (isOpen) facts.push({ kind: 'closed', at: at(), socket: name, by: 'harness', code: 1000 });
  return {
    facts,
    dialect,
    heard: [...heard.values()],
    sockets: sockets.map(({ name, user, isOpen }) => ({ name, user, isOpenAtEnd: isOpen })),
  };
}
