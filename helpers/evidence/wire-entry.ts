import type { LogLine } from './log-line.ts';

/** The two ends of an exchange. */
export type Side = 'target' | 'preparation' | 'private';

interface Timed {
  /** ISO 8601, by the local clock. */
  at: string;
  /** The user of the exchange's token, by its own `sub`; null without one. */
  user: string | null;
  /** Who exchanged it: a test with the target, a worker that prepares its users, or a test with a staging of its own. */
  side: Side;
  /** Whether it came once the test had failed, as its clean-up does. */
  isAfterFailure?: true;
}

/** A request, or the opening handshake of a socket, and its answer, or why there was none. A cut body says so. */
export interface ExchangeEntry extends Timed {
  kind: 'exchange' | 'handshake';
  /** What was sent as `X-Request-ID`. */
  id: string;
  service: string;
  durationMs: number;
  request: { method: string; url: string; headers: [string, string][]; body: string };
  response: { status: number; headers: [string, string][]; body: string } | null;
  /** Why there is no answer, or no whole one. */
  error?: string;
  /** There is no answer because this machine failed, so that it says nothing about the target. */
  fault?: 'machine';
}

/** A frame on a socket, which is named by the id of its handshake. */
export interface FrameEntry extends Timed {
  kind: 'frame';
  socket: string;
  direction: 'sent' | 'received';
  text: string;
}

/** The end of a socket. */
export interface CloseEntry extends Timed {
  kind: 'close';
  socket: string;
  by: 'harness' | 'target';
  code: number;
  reason: string;
  /** The harness cut it, because the target sent more than is read (config/limits.ts). */
  isBound?: true;
}

/** What the target says of an exchange, where it is a local staging. */
export interface LogEntry extends Timed, LogLine {
  kind: 'log';
}

/** One thing that happened on the wire, or what the target says of it. */
export type WireEntry = ExchangeEntry | FrameEntry | CloseEntry | LogEntry;
