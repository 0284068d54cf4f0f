import type { EdgePage, EdgeRule } from './edge-rule.ts';

export interface RateLimit {
  /** How many calls pass within a window. */
  calls: number;
  windowMs: number;
  page: EdgePage;
}

/** Answers with a page what exceeds a number of calls; a window begins with its first call. */
export function limitRate({ calls, windowMs, page }: RateLimit): EdgeRule {
  let [begunAtMs, passed] = [-Infinity, 0];
  return (call) => {
    const nowMs = performance.now();
    if (nowMs - begunAtMs >= windowMs) [begunAtMs, passed] = [nowMs, 0];
    passed += 1;
    return passed > calls ? page : call;
  };
}
