import type { WebSocket } from 'ws';
import type { ThreadStore } from '../../database/thread-store.ts';
import type { Timers } from '../../timers.ts';
import type { AgentRunner } from '../agent/agent-runner.ts';
import type { Decisions } from '../decisions.ts';
import type { Delegation } from '../delegation.ts';
import type { Identity } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { Verdict } from '../validation.ts';
import type { Connection } from './connection.ts';
import { socketErrorTexts } from './socket-error-texts.ts';

export interface ConnectionParts {
  policies: Decisions;
  timers: Timers;
  delegation: Delegation;
  threads: ThreadStore;
  runner: AgentRunner;
}

/** Speaks with one client from the welcome to the close (contract §4). */
export function openConnection(
  socket: WebSocket,
  token: string,
  identity: Identity,
  { policies, timers, delegation, threads, runner }: ConnectionParts,
): Connection {
  const { userId } = identity;

  const sendHeartbeat = (): void => {
    send({ type: 'heartbeat', timestamp: new Date().toISOString() });
  };
  const idle = setTimeout(sendHeartbeat, timers.heartbeatMs);

  const send = (frame: Record<string, unknown>): void => {
    idle.refresh();
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  const sendError = (code: keyof typeof socketErrorTexts): void => {
    send({
      type: 'error_message',
      error_code: code,
      error_message: socketErrorTexts[code],
      timestamp: new Date().toISOString(),
    });
  };

  const startRun = (payload: unknown): void => {
    if (!identity.permissions.includes('write')) {
      sendError('PERMISSION_DENIED');
      return;
    }
    const { content, thread_id: threadId } = (payload ?? {}) as Record<string, unknown>;
    if (
      typeof content !== 'string' ||
      typeof threadId !== 'string' ||
      policies.contentProblem(content) !== undefined
    ) {
      sendError('INVALID_PAYLOAD');
      return;
    }
    const thread = threads.byId(threadId);
    const started =
      thread && policies.mayAccess(thread, identity) && runner.start({ userId, threadId, content });
    if (!started) sendError('NOT_FOUND');
  };

  socket.on('message', (data: Buffer, isBinary) => {
    idle.refresh();
    const frame = policies.classifyFrame(data, isBinary);
    if (frame.kind === 'error') sendError(frame.code);
    else if (frame.kind === 'ping') send({ type: 'pong' });
    else if (frame.kind === 'user_message') startRun(frame.payload);
    else
      send({
        type: 'ack',
        received_type: frame.type,
        user_id: userId,
        timestamp: new Date().toISOString(),
      });
  });

  const judgeAgain = async (): Promise<Verdict> => {
    // An expired token needs no second opinion, and a slow auth service must not keep it alive.
    if (Date.now() >= identity.expiresAtMs) return { kind: 'refused', code: 'AUTH_FAILED' };
    try {
      return policies.judgeValidation(await delegation.validate(token));
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'refused', code: 'AUTH_UNAVAILABLE' };
      throw error;
    }
  };
  const recheck = setTimeout(() => {
    void judgeAgain().then((verdict) => {
      const end = policies.recheckSocket(verdict, identity.expiresAtMs, Date.now());
      if (end === undefined) {
        if (socket.readyState === socket.OPEN) recheck.refresh();
        return;
      }
      sendError(end);
      socket.close(1008, end);
    });
  }, timers.socketRecheckMs);

  socket.on('close', () => {
    clearTimeout(idle);
    clearTimeout(recheck);
  });

  for (const frame of policies.firstFrames(policies.newId('con'), userId)) send(frame);
  return { userId, send };
}
