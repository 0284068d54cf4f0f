import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { claimFile, makePrivateDirectory } from '../shared-file.ts';

/** What the processes of a run may send together. */
export interface RequestBudget {
  /** Resolves when the next request may be sent. */
  take(): Promise<void>;
  /** Lets no process of the run send anything for a while, because the target asked for it (429). */
  rest(ms: number): void;
}

/** Requests bunch on their way: this share of the budget is kept back, so that no minute at the target exceeds it. */
const keptBack = 0.05;

/** Milliseconds since the machine started: the same for all its processes, and untouched by a clock that is set. */
const now = (): number => Number(process.hrtime.bigint() / 1_000_000n);

/**
 * A budget that processes share without a server or a lock: time is cut into slots, and the process that creates a slot's file
 * has the slot.
 * @param directory - where the processes of the run meet
 * @param perMinute - Infinity for no limit
 */
export function createRequestBudget(directory: string, perMinute: number): RequestBudget {
  makePrivateDirectory(directory);
  const slotMs = 60_000 / (perMinute * (1 - keptBack));
  const restFile = join(directory, 'rest-until');
  let next = 0;

  /** Takes a slot and waits for it; false where the process was held up and the slot is over. */
  const takeSlot = async (): Promise<boolean> => {
    next = Math.max(next, Math.ceil(now() / slotMs));
    while (!claimFile(join(directory, `slot-${next}`))) next += 1;
    const startsAt = next * slotMs;
    await pause(Math.max(0, startsAt - now()));
    return now() - startsAt <= Math.max(slotMs, 50);
  };
  const restMs = (): number => (statSync(restFile, { throwIfNoEntry: false })?.mtimeMs ?? 0) - now();

  return {
    take: async () => {
      let isMine = false;
      while (!isMine || restMs() > 0) {
        for (let ms = restMs(); ms > 0; ms = restMs()) await pause(ms);
        isMine = perMinute === Infinity || (await takeSlot());
      }
    },
    rest: (ms) => {
      const until = new Date(now() + Math.max(ms, restMs()));
      claimFile(restFile);
      utimesSync(restFile, until, until);
    },
  };
}

/** For a target of one process, as a private staging: everything is sent at once. */
export const noBudget: RequestBudget = {
  take: () => Promise.resolve(),
  rest: () => undefined,
};

/** How long a 429 asks to wait, by `Retry-After` in seconds or as a date, in milliseconds; undefined for any other answer. */
function putOffMs({ status, headers }: { status: number; headers: Headers }): number | undefined {
  const text = headers.get('Retry-After')?.trim();
  if (status !== 429 || !text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** After so many rests the answer of a busy target is returned as it came. */
const mostRests = 3;
/** Longer than this no test can wait. */
const longestRestMs = 20_000;

/**
 * Sends when the run's budget allows it, and again after a rest where the target puts it off (429 with `Retry-After`):
 * it has not looked at the request then. Nothing else is ever sent again.
 */
export async function sendWithinBudget<T>(
  budget: RequestBudget,
  send: () => Promise<T>,
  answerOf: (outcome: T) => { status: number; headers: Headers },
): Promise<T> {
  for (let rests = 0; ; rests += 1) {
    await budget.take();
    const outcome = await send();
    const ms = putOffMs(answerOf(outcome));
    if (ms === undefined) return outcome;
    budget.rest(Math.min(ms, longestRestMs));
    if (ms > longestRestMs || rests === mostRests) return outcome;
  }
}
