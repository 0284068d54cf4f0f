import { timeouts } from '../../config/timeouts.ts';
import { ContractError } from '../errors/contract-error.ts';
import { TargetError } from '../errors/target-error.ts';
import type { ChatSocket } from '../socket/chat-socket.ts';
import { deliveredTypes } from '../socket/delivered-types.ts';
import { ping } from '../socket/ping.ts';
import { awaitedDeliveries } from './awaited-deliveries.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { readHistory } from './read-history.ts';

/** Waits until all that must come has come; false when its time is over. Looks again with every fact. */
async function awaitDeliveries(log: DeliveryLog): Promise<boolean> {
  const startedAt = performance.now();
  for (;;) {
    const awaited = awaitedDeliveries(readHistory(log.facts()));
    const leftMs = Math.max(0, ...awaited.map(({ withinMs }) => withinMs)) - (performance.now() - startedAt);
    if (awaited.length === 0 || leftMs <= 0) return awaited.length === 0;
    await log.next(leftMs);
  }
}

/** What was sent before is here, unless the socket says nothing any more. One that ends meanwhile has said all. */
async function hearOut(log: DeliveryLog, socket: ChatSocket): Promise<void> {
  try {
    await ping(socket, timeouts.frameMs);
  } catch (error) {
    // A socket that says more than is read has been cut, and its end says so.
    if (error instanceof TargetError) return;
    if (!(error instanceof ContractError)) throw error;
    const at = new Date().toISOString();
    if (error.code === 'FRAME_NOT_RECEIVED') log.note({ kind: 'silent', at, socket: socket.handshake.id });
  }
}

/**
 * Gives the last events of a test the time to come, before its sockets are closed: what must come is waited for, and what
 * follows it at once is seen by a ping on each socket.
 */
export async function settleDeliveries(log: DeliveryLog, sockets: readonly ChatSocket[]): Promise<void> {
  const isComplete = await awaitDeliveries(log);
  const history = readHistory(log.facts());
  const hasDeliveries = [...history.sockets.values()].some(({ frames }) =>
    frames.some(({ type }) => deliveredTypes.has(type)),
  );
  const open = sockets.filter(({ handshake }) => {
    const socket = history.sockets.get(handshake.id);
    return socket && !socket.closed;
  });
  if (hasDeliveries) await Promise.all(open.map((socket) => hearOut(log, socket)));
  // A pong may bring the news that a socket ends: its close must come, too.
  if (isComplete) await awaitDeliveries(log);
  log.note({ kind: 'settled', at: new Date().toISOString() });
}
