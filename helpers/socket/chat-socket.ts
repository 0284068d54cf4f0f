import type { WebSocket } from 'ws';
import { boxedStack } from '../errors/boxed-stack.ts';
import { ContractError } from '../errors/contract-error.ts';
import type { SocketRecorder } from '../evidence/record-socket.ts';
import { type Frame, frameType } from './frame.ts';
import type { Handshake } from './handshake.ts';

/** How a socket ended. Code 1006 means that no close frame came. */
export interface SocketClose {
  code: number;
  reason: string;
}

interface Waiter {
  /** True when the waiter is settled and may go. */
  look: () => boolean;
}

interface ChatSocketParts {
  socket: WebSocket;
  handshake: Handshake;
  frames: readonly Frame[];
  onWire: SocketRecorder;
}

/** A socket that records everything it gets. It never waits without a deadline. */
export class ChatSocket {
  readonly handshake: Handshake;
  /** Every frame so far, in order. */
  readonly frames: readonly Frame[];
  readonly #socket: WebSocket;
  readonly #onWire: SocketRecorder;
  readonly #waiters = new Set<Waiter>();
  #close: SocketClose | undefined;
  #endedByTest = false;

  /**
   * Takes over a socket whose handshake is done. `frames` is the list that its frames are recorded in, which was
   * subscribed before the connection, as frames can come in the same tick as the upgrade.
   */
  constructor({ socket, handshake, frames, onWire }: ChatSocketParts) {
    this.#socket = socket;
    this.#onWire = onWire;
    this.handshake = handshake;
    this.frames = frames;
    const look = (): void => {
      for (const waiter of this.#waiters) if (waiter.look()) this.#waiters.delete(waiter);
    };
    socket.on('message', look);
    socket.on('close', (code, reason) => {
      this.#close = { code, reason: reason.toString() };
      onWire.close({ by: this.#endedByTest ? 'harness' : 'target', ...this.#close });
      look();
    });
  }

  /** Sends an object as JSON, or a text or bytes as they are. */
  send(frame: Record<string, unknown> | string | Buffer): void {
    const sent = typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame);
    this.#onWire.frame('sent', sent.toString());
    this.#socket.send(sent);
  }

  /**
   * Waits until `find` finds something in the frames so far, those before the call included. What `find` throws ends the
   * wait.
   * @param what - what is waited for, as the error names it, e.g. `pong`
   * @throws ContractError FRAME_NOT_RECEIVED at the deadline, SOCKET_CLOSED when the socket ends before
   */
  waitFor<T>(what: string, find: (frames: readonly Frame[]) => T | undefined, timeoutMs: number): Promise<T> {
    return this.#wait(timeoutMs, {
      find: () => find(this.frames),
      onClose: ({ code, reason }) =>
        this.#endedByTest
          ? new ContractError(
              'FRAME_NOT_RECEIVED',
              `The test ended before ${what} came on ${this.handshake.url}.\n${this.#seen()}`,
            )
          : new ContractError(
              'SOCKET_CLOSED',
              `The socket closed with ${String(code)} "${reason}" before ${what}.\n${this.#seen()}`,
            ),
      onDeadline: () =>
        new ContractError(
          'FRAME_NOT_RECEIVED',
          `No ${what} within ${String(timeoutMs)} ms on ${this.handshake.url}.\n${this.#seen()}`,
        ),
    });
  }

  /**
   * Waits for the close by the target.
   * @throws ContractError CLOSE_NOT_RECEIVED at the deadline
   */
  waitForClose(timeoutMs: number): Promise<SocketClose> {
    return this.#wait(timeoutMs, {
      find: () => this.#close,
      onDeadline: () =>
        new ContractError(
          'CLOSE_NOT_RECEIVED',
          `${this.handshake.url} did not close the socket within ${String(timeoutMs)} ms.\n${this.#seen()}`,
        ),
    });
  }

  /** Closes the socket with 1000, and cuts it when the target does not answer the close in time. */
  async close(timeoutMs: number): Promise<void> {
    this.#endedByTest = true;
    if (this.#socket.readyState === this.#socket.CLOSED) return;
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    const cut = setTimeout(() => {
      this.#socket.terminate();
    }, timeoutMs);
    this.#socket.close(1000);
    await closed;
    clearTimeout(cut);
  }

  #seen(): string {
    return `Seen: ${this.frames.map(frameType).join(', ') || 'no frame'}.`;
  }

  #wait<T>(
    timeoutMs: number,
    on: { find: () => T | undefined; onClose?: (close: SocketClose) => Error; onDeadline: () => Error },
  ): Promise<T> {
    const calledFrom = new Error();
    return new Promise((resolve, rejectWith) => {
      const reject = (error: Error): void => {
        error.stack = boxedStack(error, calledFrom);
        rejectWith(error);
      };
      const look = (): boolean => {
        try {
          const found = on.find();
          if (found !== undefined) resolve(found);
          else if (this.#close && on.onClose) reject(on.onClose(this.#close));
          else return false;
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        clearTimeout(deadline);
        return true;
      };
      const waiter: Waiter = { look };
      const deadline = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(on.onDeadline());
      }, timeoutMs);
      if (!look()) this.#waiters.add(waiter);
    });
  }
}
