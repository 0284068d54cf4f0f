import type { EdgeRule } from './edge-rule.ts';
import { withoutHeaders } from './without-headers.ts';

/** Passes a handshake on as a plain request, as a proxy does that nobody has told of sockets. */
export const hideUpgrade: EdgeRule = (call) =>
  call.kind === 'upgrade' ? { ...withoutHeaders(call, 'upgrade', 'connection'), kind: 'request' } : call;
