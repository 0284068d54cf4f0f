import { z } from 'zod';
import { lastEvent } from '../../config/contract/events.ts';
import { subjectIn } from '../evidence/subject-in.ts';
import type { Side } from '../evidence/wire-entry.ts';
import { type AgentEvent, agentEvent } from '../wire/agent-event.ts';
import { message } from '../wire/message.ts';

interface Timed {
  /** ISO 8601, by the local clock. */
  at: string;
}

/** Of an exchange, named by its request's id. */
interface Answered extends Timed {
  id: string;
  /** `target`, or the URL of a private staging. Users and runs of two origins have nothing to do with each other. */
  origin: string;
}

/** Of a user, by the `sub` of the token that was sent; null where none can be read. */
interface OfUser {
  user: string | null;
}

/** What is known of a run from an earlier test of the worker. */
export type RunState = 'running' | 'answered' | 'over';

/** How a socket ended. */
export interface SeenClose {
  by: 'harness' | 'target';
  code: number;
  reason?: string;
  /** The harness cut it, because it sent more than is read. */
  isBound?: true;
}

/** One thing that happened on the wire, as plain data. Its place in the log is its order. */
export type DeliveryFact =
  /** A request or a handshake is sent. */
  | (Timed & { kind: 'begun'; id: string })
  /** It has ended, and says nothing about a delivery. */
  | (Timed & { kind: 'ended'; id: string })
  /** A handshake has made a socket, which is named by its id. */
  | (Answered & OfUser & { kind: 'opened' })
  /** A frame came. */
  | (Timed & { kind: 'got'; socket: string; type: string; json: unknown })
  | (Timed & { kind: 'sent'; socket: string; bytes: number })
  /** A run was asked for over a socket (contract E1). */
  | (Timed & { kind: 'asked'; socket: string; thread: string; content: string })
  | (Timed & { kind: 'closed'; socket: string } & SeenClose)
  /** A run was started over REST (contract G1). Without a run: no answer came, so that there may be one. */
  | (Answered & OfUser & { kind: 'started'; thread: string; content: string; run?: string })
  /** A message was made (contract M2). Without a message: no answer came. */
  | (Answered & OfUser & { kind: 'posted'; message?: { id: string } })
  /** All stored replies of a thread were read. */
  | (Answered & { kind: 'listed'; thread: string; replies: string[] })
  | (Answered & { kind: 'removed'; what: 'thread' | 'message' | 'user'; which: string })
  /** A socket did not answer the last ping of its test. */
  | (Timed & { kind: 'silent'; socket: string })
  /** Everything that was to come had its time: what is not there is missing. */
  | (Timed & { kind: 'settled' })
  /** From here on the log was full. */
  | (Timed & { kind: 'cut' })
  /** A run of an earlier test of the worker. */
  | (Timed &
      OfUser & {
        kind: 'earlier-run';
        origin: string;
        thread: string | undefined;
        run: string | undefined;
        state: RunState;
      })
  /** An event of an earlier test of the worker. */
  | (Timed & { kind: 'earlier-event'; origin: string; eventId: string; run: string });

/** Where users, threads and runs are the same ones: the target of the run, or one service of a private staging. */
export function originOf(side: Side, url: URL): string {
  return side === 'private' ? url.host : 'target';
}

/** Whether an event is a run's last one (contract E2). */
export function hasEnded({ type }: AgentEvent): boolean {
  return type === lastEvent;
}

const results = new WeakMap<object, z.ZodSafeParseResult<AgentEvent>>();

/** An event in its own shape, or why it has none; read once, however often the log is looked at. */
export function readEvent(json: unknown): z.ZodSafeParseResult<AgentEvent> {
  if (typeof json !== 'object' || json === null) return agentEvent.safeParse(json);
  const known = results.get(json);
  if (known) return known;
  const result = agentEvent.safeParse(json);
  results.set(json, result);
  return result;
}

/** The user of the token in a request's headers, in the order in which they count (contract W2); null for none. */
export function subjectOfHeaders(headers: readonly [string, string][]): string | null {
  const valueOf = (name: string): string | undefined =>
    headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const authorization = valueOf('authorization');
  if (authorization !== undefined) return subjectIn(authorization);
  const [, encoded = ''] = /\bjwt\.([\w-]+)/.exec(valueOf('sec-websocket-protocol') ?? '') ?? [];
  return subjectIn(Buffer.from(encoded, 'base64url').toString());
}

/** The fields of a message that the contract names (C6) and that can be compared, as far as they came. */
export const toldMessage = message.omit({ timestamp: true }).partial().required({ id: true });
const frame = z.object({ data: z.object({ message: toldMessage }) });
/** A message as `message_created` has it. */
export type CreatedMessage = z.infer<typeof toldMessage>;

/** The message of a `message_created` (contract M2); undefined for another frame, and for one without a message. */
export function createdMessage({ type, json }: { type: string; json: unknown }): CreatedMessage | undefined {
  return type === 'message_created' ? frame.safeParse(json).data?.data.message : undefined;
}
