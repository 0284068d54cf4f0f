import type { EdgeRule } from './edge-rule.ts';

export interface HandshakeLimit {
  /** How long a handshake is on its way to the service. */
  onItsWayMs: number;
  /** How long the edge waits for its answer. */
  limitMs: number;
}

/** Gives up on handshakes that take long, with a 504. */
export function limitHandshake({ onItsWayMs, limitMs }: HandshakeLimit): EdgeRule {
  return (call) => (call.kind === 'upgrade' ? { ...call, onItsWayMs, answerWithinMs: limitMs } : call);
}
