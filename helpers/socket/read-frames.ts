import type { WebSocket } from 'ws';
import { limits, sizeText } from '../../config/limits.ts';
import { knowAnswer } from '../evidence/know-answer.ts';
import type { SocketRecorder } from '../evidence/record-socket.ts';
import type { Frame } from './frame.ts';

/** What is read from one socket. */
export interface FrameReading {
  /** Every frame so far, in order. */
  readonly frames: readonly Frame[];
  /** Why reading ended before the socket did: what came is no WebSocket frame, or reached a bound of the harness. */
  readonly end?: { why: string; isBound: boolean };
}

export interface FrameReadingOptions {
  onWire: SocketRecorder;
  /** Milliseconds since the handshake was begun. */
  sinceStart: () => number;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The text of the frame is enough.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads a socket's frames from its first byte on; to be called before its handshake ends. Cuts a socket that it can read no further. */
export function readFrames(socket: WebSocket, { onWire, sinceStart }: FrameReadingOptions): FrameReading {
  const frames: Frame[] = [];
  const reading: { frames: Frame[]; end?: NonNullable<FrameReading['end']> } = { frames };
  let bytes = 0;
  const stop = (why: string, isBound: boolean): void => {
    reading.end ??= { why, isBound };
    socket.terminate();
  };
  socket.on('message', (data: Buffer, isBinary) => {
    // Those that came with the last one.
    if (reading.end) return;
    bytes += data.length;
    const text = isBinary ? `[a binary frame of ${data.length} bytes]` : data.toString();
    knowAnswer(text);
    onWire.frame('received', text);
    frames.push({ receivedAtMs: sinceStart(), text, json: isBinary ? undefined : parsed(text) });
    if (frames.length >= limits.socketFrames)
      stop(
        `${limits.socketFrames.toLocaleString('en')} frames came, the most that is read of one socket`,
        true,
      );
    else if (bytes > limits.socketBytes)
      stop(`more than ${sizeText(limits.socketBytes)} came, the most that is read of one socket`, true);
    else if (onWire.isTestFull())
      stop(`more than ${sizeText(limits.testCharacters)} came, the most that one test may get`, true);
  });
  socket.on('error', ({ message, code }: NodeJS.ErrnoException) => {
    // Before it is open, the handshake has failed.
    if (socket.readyState === socket.CONNECTING) return;
    if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
      stop(`a frame of more than ${sizeText(limits.answerBytes)} came, the most that is read of one`, true);
    else stop(message, false);
  });
  return reading;
}
