import type { EdgeRule } from '../edge/edge-rule.ts';
import type { Wiring } from '../wiring.ts';

/** Puts a proxy before the backend that keeps a rule, after those that it keeps already. */
export function behindEdge({ backend }: Wiring, rule: EdgeRule): Pick<Wiring, 'backend'> {
  return { backend: { ...backend, edge: [...backend.edge, rule] } };
}
