import { setTimeout as sleep } from 'node:timers/promises';

/** A probe, or the whole diagnosis, has used up its time; what it saw so far counts. */
export class DeadlineOver extends Error {
  override readonly name = 'DeadlineOver';

  constructor() {
    super('The time of the probe is over.');
  }
}

/** What `setTimeout` takes at most. */
const longestTimerMs = 2_147_483_647;

/** Until when something may be asked. Each probe gets one of its own. */
export class Deadline {
  /** By `performance.now()`. */
  endsAt = Infinity;

  leftMs(): number {
    return this.endsAt - performance.now();
  }

  /** @throws DeadlineOver when not more than this is left */
  require(leastMs: number): void {
    if (this.leftMs() <= leastMs) throw new DeadlineOver();
  }

  async pause(ms: number): Promise<void> {
    this.require(ms);
    await sleep(Math.max(0, ms));
  }

  /** What is under way when the time is over goes on by itself: nothing waits for it. */
  async cut<T>(task: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => {
          reject(new DeadlineOver());
        },
        Math.min(Math.max(1, this.leftMs()), longestTimerMs),
      );
    });
    try {
      return await Promise.race([task, over]);
    } finally {
      clearTimeout(timer);
    }
  }
}
