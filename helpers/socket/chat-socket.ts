import type { WebSocket } from 'ws';
import { boxedStack } from '../errors/boxed-stack.ts';
import { ContractError } from '../errors/contract-error.ts';
import { shownList } from '../errors/shown-list.ts';
import { TargetError } from '../errors/target-error.ts';
import type { SocketRecorder } from '../evidence/record-socket.ts';
import { isProduction, refuseProduction } from '../guard/target-guard.ts';
import { type Frame, frameType } from './frame.ts';
import type { Handshake } from './handshake.ts';
import type { FrameReading } from './read-frames.ts';

/** How a socket ended. Code 1006 means that no close frame came; the reason then is why it could not be read. */
export interface SocketClose {
  code: number;
  reason: string;
}

export interface WaitOptions {
  /** Which frame is looked at first; all so far unless given. */
  from?: number;
}

interface Waiter {
  /** True when the waiter is settled and may go. */
  look: () => boolean;
}

interface ChatSocketParts {
  socket: WebSocket;
  handshake: Handshake;
  reading: FrameReading;
  onWire: SocketRecorder;
}

/** A socket that records everything it gets. It never waits without a deadline. */
export class ChatSocket {
  readonly handshake: Handshake;
  /** Every frame so far, in order. */
  readonly frames: readonly Frame[];
  readonly #socket: WebSocket;
  readonly #reading: FrameReading;
  readonly #onWire: SocketRecorder;
  readonly #waiters = new Set<Waiter>();
  #close: SocketClose | undefined;
  #endedByTest = false;

  /**
   * Takes over a socket whose handshake is done. Its frames were subscribed to before the connection, as they can come in
   * the same tick as the upgrade.
   */
  constructor({ socket, handshake, reading, onWire }: ChatSocketParts) {
    this.#socket = socket;
    this.#reading = reading;
    this.#onWire = onWire;
    this.handshake = handshake;
    this.frames = reading.frames;
    const look = (): void => {
      for (const waiter of this.#waiters) if (waiter.look()) this.#waiters.delete(waiter);
    };
    socket.on('message', look);
    socket.on('close', (code, reason) => {
      const { end } = reading;
      this.#close = { code, reason: end?.why ?? reason.toString() };
      const by = this.#endedByTest || end?.isBound ? 'harness' : 'target';
      onWire.close({ by, ...this.#close, ...(end?.isBound && { isBound: true }) });
      look();
    });
  }

  /** Sends an object as JSON, or a text or bytes unchanged. */
  send(frame: Record<string, unknown> | string | Buffer): void {
    refuseProduction(this.handshake.url);
    const sent = typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame);
    this.#onWire.frame('sent', sent.toString());
    this.#socket.send(sent);
  }

  /**
   * Waits for the frame in which `find` finds something, and looks at each frame once, those before the call included. What
   * `find` throws ends the wait.
   * @param what - what is waited for, as the error names it, e.g. `pong`
   * @throws ContractError FRAME_NOT_RECEIVED at the deadline, SOCKET_CLOSED when the socket ends before; TargetError
   * ANSWER_TOO_LARGE when it sends more than is read
   */
  waitFor<T>(
    what: string,
    find: (frame: Frame) => T | undefined,
    timeoutMs: number,
    { from = 0 }: WaitOptions = {},
  ): Promise<T> {
    let next = from;
    return this.#wait(timeoutMs, {
      find: () => {
        for (let frame = this.frames[next]; frame; frame = this.frames[next]) {
          next += 1;
          const found = find(frame);
          if (found !== undefined) return found;
        }
        return undefined;
      },
      onClose: ({ code, reason }) =>
        this.#endedByTest
          ? new ContractError(
              'FRAME_NOT_RECEIVED',
              `The test ended before ${what} came on ${this.handshake.url}.\n${this.#seen()}`,
            )
          : (this.#tooMuch() ??
            new ContractError(
              'SOCKET_CLOSED',
              `The socket closed with ${code} "${reason}" before ${what}.\n${this.#seen()}`,
            )),
      onDeadline: () =>
        new ContractError(
          'FRAME_NOT_RECEIVED',
          `No ${what} within ${timeoutMs} ms on ${this.handshake.url}.\n${this.#seen()}`,
        ),
    });
  }

  /**
   * Waits for the close by the target.
   * @throws ContractError CLOSE_NOT_RECEIVED at the deadline; TargetError ANSWER_TOO_LARGE when it sends more than is read
   */
  waitForClose(timeoutMs: number): Promise<SocketClose> {
    return this.#wait(timeoutMs, {
      find: () => {
        const error = this.#close && this.#tooMuch();
        if (error) throw error;
        return this.#close;
      },
      onDeadline: () =>
        new ContractError(
          'CLOSE_NOT_RECEIVED',
          `${this.handshake.url} did not close the socket within ${timeoutMs} ms.\n${this.#seen()}`,
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
    if (isProduction(this.handshake.url)) this.#socket.terminate();
    else this.#socket.close(1000);
    await closed;
    clearTimeout(cut);
  }

  #seen(): string {
    return `Seen: ${shownList(this.frames.map(frameType)) || 'no frame'}.`;
  }

  #tooMuch(): TargetError | undefined {
    const { end } = this.#reading;
    if (!end?.isBound) return undefined;
    return new TargetError(
      'ANSWER_TOO_LARGE',
      `${this.handshake.url}: ${end.why}, so the harness has cut it. Check the service: something sends without end.\n${this.#seen()}`,
      { reason: end.why },
    );
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
