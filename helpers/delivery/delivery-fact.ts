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
  | (Timed & { kind: 'closed'; socket: string; by: 'harness' | 'target'; code: number })
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
