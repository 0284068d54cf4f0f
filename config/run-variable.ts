/** Playwright's own file that its workers are forked with. */
const workerEntry = /[\\/]playwright[\\/]lib[\\/]worker[\\/]workerProcessEntry\.js$/;

/** Whether Playwright has forked this process to run tests. What it was started with says so, no variable. */
export const isWorker = (): boolean => process.send !== undefined && workerEntry.test(process.argv[1] ?? '');

const made = Symbol.for('netra-staging-harness.run-variables');
/** For all instances of this module in the process. */
const shared = globalThis as unknown as Record<symbol, Set<string> | undefined>;

/**
 * A value that the runner makes at the first call, and hands to its workers in their environment. What the runner finds in
 * its own environment is of another run, or of a person, and is overwritten.
 */
export function runVariable(name: `STAGING_RUN_${string}`, make: () => string): string {
  const names = (shared[made] ??= new Set());
  const value = isWorker() || names.has(name) ? process.env[name] : undefined;
  names.add(name);
  return (process.env[name] = value ?? make());
}
