/** Acts at once where there is nothing to wait for. */
export function actAfter(ms: number, act: () => void): NodeJS.Timeout | undefined {
  if (ms > 0) return setTimeout(act, ms);
  act();
  return undefined;
}
