import type { EdgeCall, EdgePage, EdgeRule } from './edge-rule.ts';

/** Answers some calls with a page, as a firewall does. */
export function block(page: EdgePage, isBlocked: (call: EdgeCall) => boolean): EdgeRule {
  return (call) => (isBlocked(call) ? page : call);
}
