import { timeouts } from '../../config/timeouts.ts';
import type { ChatSocket } from '../socket/chat-socket.ts';
import { ping } from '../socket/ping.ts';
import { agentEventTypes } from '../wire/agent-event.ts';
import { awaitedDeliveries } from './awaited-deliveries.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { readHistory } from './read-history.ts';

const delivered: ReadonlySet<string> = new Set(['message_created', ...agentEventTypes]);

/** Waits until all that must come has come, or its time is over; looks again with every fact. */
async function awaitDeliveries(log: DeliveryLog): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const awaited = awaitedDeliveries(readHistory(log.facts()));
    const leftMs = Math.max(0, ...awaited.map(({ withinMs }) => withinMs)) - (performance.now() - startedAt);
    if (awaited.length === 0 || leftMs <= 0) return;
    await log.next(leftMs);
  }
}

/** What was sent before is here, unless the socket says nothing any more. */
async function hearOut(log: DeliveryLog, socket: ChatSocket): Promise<void> {
  const [pong] = await Promise.allSettled([ping(socket, timeouts.frameMs)]);
  const at = new Date().toISOString();
  if (pong.status === 'rejected') log.note({ kind: 'silent', at, socket: socket.handshake.id });
}

/**
 * Gives the last events of a test the time to come, before its sockets are closed: what must come is waited for, and what
 * follows it at once is seen by a ping on each socket.
 */
export async function settleDeliveries(log: DeliveryLog, sockets: readonly ChatSocket[]): Promise<void> {
  await awaitDeliveries(log);
  const history = readHistory(log.facts());
  const hasDeliveries = [...history.sockets.values()].some(({ frames }) =>
    frames.some(({ type }) => delivered.has(type)),
  );
  const open = sockets.filter(({ handshake }) => {
    const socket = history.sockets.get(handshake.id);
    return socket && !socket.closed;
  });
  if (hasDeliveries) await Promise.all(open.map((socket) => hearOut(log, socket)));
  log.note({ kind: 'settled', at: new Date().toISOString() });
}
