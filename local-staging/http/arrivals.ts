/** When requests and handshakes arrived. */
export interface Arrivals {
  note(): void;
  /** The most that arrived within any `windowMs`, among the last ten thousand. */
  peak(windowMs: number): number;
}

const kept = 10_000;

export function createArrivals(): Arrivals {
  const times: number[] = [];
  return {
    note: () => {
      times.push(performance.now());
      if (times.length > 2 * kept) times.splice(0, kept);
    },
    peak: (windowMs) => {
      let first = 0;
      let most = 0;
      for (const [index, time] of times.entries()) {
        while (time - (times[first] ?? time) >= windowMs) first += 1;
        most = Math.max(most, index - first + 1);
      }
      return most;
    },
  };
}
