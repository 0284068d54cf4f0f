import type { Wiring } from '../composition/wiring.ts';
import type { EdgeRule } from '../edge/edge-rule.ts';

/** Puts a proxy before a service that keeps a rule, after those that it keeps already. */
export function behindEdge(
  wiring: Wiring,
  rule: EdgeRule,
  service: 'auth' | 'backend' = 'backend',
): Pick<Wiring, 'auth' | 'backend'> {
  const { auth, backend } = wiring;
  const access = wiring[service];
  return { auth, backend, [service]: { ...access, edge: [...access.edge, rule] } };
}
