import { closeSync, mkdirSync, openSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What the processes of a run may send together. */
export interface RequestBudget {
  /** Resolves when the next request may be sent. */
  take(): Promise<void>;
  /** Lets no process of the run send anything for a while, because the target asked for it. */
  rest(ms: number): void;
}

/** Requests bunch on their way: this share of the budget is kept back, so that no minute at the target exceeds it. */
const keptBack = 0.05;

function createFile(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * A budget that processes share without a server or a lock: time is cut into slots, and whoever creates a slot's file
 * has the slot.
 * @param directory - where the processes of the run meet
 * @param perMinute - Infinity for no limit
 */
export function createRequestBudget(directory: string, perMinute: number): RequestBudget {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const slotMs = 60_000 / (perMinute * (1 - keptBack));
  const restFile = join(directory, 'rest-until');
  let next = 0;

  const takeSlot = async (): Promise<void> => {
    next = Math.max(next, Math.ceil(Date.now() / slotMs));
    while (!createFile(join(directory, `slot-${String(next)}`))) next += 1;
    await pause(Math.max(0, next * slotMs - Date.now()));
  };
  const restMs = (): number => (statSync(restFile, { throwIfNoEntry: false })?.mtimeMs ?? 0) - Date.now();

  return {
    take: async () => {
      if (perMinute !== Infinity) await takeSlot();
      for (let ms = restMs(); ms > 0; ms = restMs()) await pause(ms);
    },
    rest: (ms) => {
      const until = new Date(Math.max(Date.now() + ms, Date.now() + restMs()));
      createFile(restFile);
      utimesSync(restFile, until, until);
    },
  };
}
