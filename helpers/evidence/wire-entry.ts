/** Who exchanges something with whom. */
export type Side = 'target' | 'preparation' | 'private';

interface Timed {
  /** ISO 8601, by the local clock. */
  at: string;
  /** Whom the token of the exchange speaks for, by its own `sub`; null without one. */
  user: string | null;
  /** Who exchanged it: a test with the target, a worker that prepares its users, or a test with a staging of its own. */
  side: Side;
  /** Whether it came once the test had failed, as its clean-up does. */
  isAfterFailure?: true;
}

/** A request and its answer, or why there was none. Bodies may be cut, which they say. */
export interface ExchangeEntry extends Timed {
  kind: 'exchange';
  /** What was sent as `X-Request-ID`. */
  id: string;
  service: string;
  durationMs: number;
  request: { method: string; url: string; headers: [string, string][]; body: string };
  response: { status: number; headers: [string, string][]; body: string } | null;
  /** Why there is no answer. */
  error?: string;
}

/** The opening handshake of a socket. */
export interface HandshakeEntry extends Timed {
  kind: 'handshake';
  id: string;
  service: string;
  durationMs: number;
  request: { method: 'GET'; url: string; headers: [string, string][]; body: '' };
  response: { status: number; headers: [string, string][]; body: string } | null;
  error?: string;
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
}

/** What a service of a local staging wrote into its log about an exchange. */
export interface LogEntry extends Timed {
  kind: 'log';
  service: string;
  /** The id of the exchange. */
  requestId: string;
  call: string;
  status: number;
  durationMs: number;
  notes: string[];
}

/** One thing that happened on the wire, or what the target says of it. */
export type WireEntry = ExchangeEntry | HandshakeEntry | FrameEntry | CloseEntry | LogEntry;
