/** SIGTERM is how a CI or npm cancels, SIGHUP how a terminal that is closed does. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let by: (typeof signals)[number] | undefined;

/** The signal that cancelled this run; undefined where none came. */
export const cancelledBy = (): typeof by => by;

/**
 * From here on each of these signals ends the run as Ctrl-C does, with all its clean-up, and none kills it. Playwright
 * listens to SIGINT only, and only while its tasks run: an earlier signal reaches it when it begins to listen; one that
 * comes after its tasks is in the record ({@link cancelledBy}).
 */
export function hearSignals(): void {
  let isUnheard = false;
  const end = (): void => void process.emit('SIGINT', 'SIGINT');
  process.on('SIGINT', () => {
    by ??= 'SIGINT';
    isUnheard = process.listenerCount('SIGINT') === 1;
  });
  for (const signal of signals.slice(1))
    process.on(signal, () => {
      by ??= signal;
      end();
    });
  process.on('newListener', (event) => {
    if (event !== 'SIGINT' || !isUnheard) return;
    isUnheard = false;
    setImmediate(end);
  });
}
