import { limits } from '../../config/limits.ts';
import { cut } from './printable.ts';
import type { Side, WireEntry } from './wire-entry.ts';

type Unsided<Entry> = Entry extends WireEntry ? Omit<Entry, 'side'> : never;
type UnsidedEntry = Unsided<WireEntry>;

/** Keeps what happens on the wire, below the clients. */
export interface Recorder {
  /** A new id for an exchange or a handshake, to be sent as `X-Request-ID`. */
  nextId(): string;
  add(entry: UnsidedEntry): void;
  /** Whether the sockets of the test have brought more than one test may get (config/limits.ts). */
  isTestFull(): boolean;
}

/** Gets every entry of the recorders, at once and whole. */
export interface WireListener {
  /** A request or a handshake with this id is sent now. */
  begun(id: string): void;
  added(entry: WireEntry): void;
}

/** What recorders have kept. */
export interface WireLog {
  recorderOf(side: Side): Recorder;
  /** From now on a listener gets every entry, also those that the log drops. */
  listen(listener: WireListener): void;
  /** In the order of their time; of many the first and the last. */
  entries(): WireEntry[];
  /** How many were left out in the middle. */
  leftOut(): number;
  /** Whether the target has answered a test, set-up apart. */
  hasAnswer(): boolean;
  /** Forgets the entries for those of the next test, which `hasFailed` at some time. */
  follow(hasFailed: () => boolean): void;
  /** Does something that is no part of what a test shows, e.g. set-up and clean-up. */
  aside<T>(task: () => Promise<T>): Promise<T>;
}

const longestBody = 8 * 1024;
const most = 1_000;

function shortened(entry: WireEntry): WireEntry {
  if (entry.kind === 'close' || entry.kind === 'log') return entry;
  if (entry.kind === 'frame') return { ...entry, text: cut(entry.text, longestBody) };
  const { request, response } = entry;
  return {
    ...entry,
    request: { ...request, body: cut(request.body, longestBody) },
    response: response && { ...response, body: cut(response.body, longestBody) },
  };
}

/**
 * A log in memory, bounded: texts are cut at 8 KiB, and of more than a thousand entries those in the middle go.
 * @param prefix - of its ids, e.g. the run's and the worker's
 */
export function createWireLog(prefix: string): WireLog {
  let [first, last]: [WireEntry[], WireEntry[]] = [[], []];
  let [ids, dropped, asides, received] = [0, 0, 0, 0];
  let answered = false;
  let testHasFailed = (): boolean => false;
  const listeners: WireListener[] = [];
  return {
    recorderOf: (side) => ({
      nextId: () => {
        const id = `${prefix}-${(ids += 1)}`;
        for (const listener of listeners) listener.begun(id);
        return id;
      },
      add: (entry) => {
        const whole: WireEntry = {
          ...entry,
          side: side === 'target' && asides > 0 ? 'preparation' : side,
          ...(testHasFailed() && { isAfterFailure: true }),
        };
        for (const listener of listeners) listener.added(whole);
        if (entry.kind === 'frame' && entry.direction === 'received') received += entry.text.length;
        const kept = shortened(whole);
        answered ||= 'response' in kept && kept.response !== null && kept.side === 'target';
        if (first.length < most / 2) first.push(kept);
        else if (last.push(kept) > most / 2) {
          last.shift();
          dropped += 1;
        }
      },
      isTestFull: () => received > limits.testCharacters,
    }),
    listen: (listener) => void listeners.push(listener),
    entries: () => [...first, ...last].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))),
    leftOut: () => dropped,
    hasAnswer: () => answered,
    aside: async (task) => {
      asides += 1;
      try {
        return await task();
      } finally {
        asides -= 1;
      }
    },
    follow: (hasFailed) => {
      testHasFailed = hasFailed;
      [first, last, dropped, received, answered] = [[], [], 0, 0, false];
    },
  };
}
