import type { AgentEvent } from '../wire/agent-event.ts';
import { hasEnded, type RunState, type SeenClose } from './delivery-fact.ts';

/** A frame that came, with its place in the log. */
export interface SeenFrame {
  order: number;
  at: string;
  type: string;
  json: unknown;
}

/** An event that came, with its place in the log. */
export interface SeenEvent {
  order: number;
  at: string;
  event: AgentEvent;
}

/** A socket and what came on it. */
export interface SeenSocket {
  name: string;
  origin: string;
  user: string | null;
  frames: SeenFrame[];
  /** The order in which its handshake was sent; -1 where that is not in the log. */
  begun: number;
  /** The order of its first frame: what is begun later must reach it. Infinity where none came. */
  heardFrom: number;
  /** What the harness sent at once, at most. */
  largestSent: number;
  closed?: SeenClose & { order: number };
  isSilent: boolean;
}

/** A run that a user of this worker started, or asked for. */
export interface KnownRun {
  origin: string;
  user: string | null;
  /** Undefined for one that was asked for, until an event names it. */
  id: string | undefined;
  thread: string | undefined;
  content: string | undefined;
  /** The order in which it was sent for; -1 for one of an earlier test. */
  begun: number;
  /** The socket that it was asked for on. */
  askedOn?: string;
  /** False where the target may have refused it. */
  isCertain: boolean;
  /** What earlier tests knew of it. */
  earlier?: RunState;
  /** By the name of the socket. */
  seen: Map<string, SeenEvent[]>;
}

/** A message that a user of this worker posted. */
export interface PostedMessage {
  origin: string;
  user: string | null;
  begun: number;
  message: { id: string } | undefined;
}

/** A log, put together by socket, run and message. */
export interface DeliveryHistory {
  sockets: Map<string, SeenSocket>;
  runs: KnownRun[];
  /** Events of runs that no user of this worker started, by origin and run. */
  unknown: { run: string; seen: Map<string, SeenEvent[]> }[];
  /** Events that are not understood. */
  malformed: { socket: string; type: string; problem: string }[];
  posted: PostedMessage[];
  listed: { origin: string; thread: string; replies: string[]; begun: number }[];
  removed: { origin: string; what: 'thread' | 'message' | 'user'; which: string }[];
  earlierEvents: { origin: string; eventId: string; run: string }[];
  /** Whether an answer is still to come, so that there may be runs and messages that are not known yet. */
  isUnderWay: boolean;
  /** The orders at which what was missing had had its time. */
  settled: number[];
  /** Whether the log was full. */
  isCut: boolean;
}

/** Whether every run of a thread that contains some words is answered, by a list of its replies. */
export function isAnswered(
  { runs, listed }: DeliveryHistory,
  { origin, thread }: KnownRun,
  words = '',
): boolean {
  const ofThread = (one: { origin: string; thread: string | undefined }): boolean =>
    one.thread === thread && one.origin === origin;
  const lists = listed.filter(ofThread);
  if (lists.length === 0) return false;
  const count = runs.filter((run) => ofThread(run) && (run.content ?? words).includes(words)).length;
  return lists.some(({ replies }) => replies.filter((reply) => reply.includes(words)).length >= count);
}

/** The terminal events of a run, one for each socket that heard of its end. */
export function endsOf({ seen }: KnownRun): SeenEvent[] {
  return [...seen.values()].flat().filter(({ event }) => hasEnded(event));
}

/** Why a socket is to be closed, where a frame says so (contract L1). */
export function reasonOfEnd({ type, json }: Pick<SeenFrame, 'type' | 'json'>): string | undefined {
  const { error_code: code } = (json ?? {}) as Record<string, unknown>;
  return type === 'error_message' && typeof code === 'string' && reasons.includes(code) ? code : undefined;
}

/** A run as a problem names it. */
export function nameOfRun({ id, thread, askedOn }: KnownRun): string {
  if (id !== undefined) return `run ${id}`;
  const where = `in thread ${String(thread)}`;
  return askedOn === undefined ? `a run ${where}` : `the run that socket ${askedOn} asked for ${where}`;
}

const reasons = ['TOKEN_EXPIRED', 'TOKEN_REVOKED', 'USER_REFUSED'];
