import type { Recorder } from './wire-log.ts';
import type { CloseEntry, FrameEntry } from './wire-entry.ts';

/** Records what happens on one socket. */
export interface SocketRecorder {
  frame(direction: FrameEntry['direction'], text: string): void;
  close(end: Pick<CloseEntry, 'by' | 'code' | 'reason' | 'isBound'>): void;
  /** Whether the sockets of the test have brought more than one test may get (config/limits.ts). */
  isTestFull(): boolean;
}

/** @param socket - the id of its handshake */
export function recordSocket(recorder: Recorder, socket: string, user: string | null): SocketRecorder {
  const now = (): { at: string; socket: string; user: string | null } => ({
    at: new Date().toISOString(),
    socket,
    user,
  });
  return {
    frame: (direction, text) => {
      recorder.add({ kind: 'frame', ...now(), direction, text });
    },
    close: (end) => {
      recorder.add({ kind: 'close', ...now(), ...end });
    },
    isTestFull: () => recorder.isTestFull(),
  };
}
