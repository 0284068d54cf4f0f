const maximumBytes = 64 * 1024;

/** What a client's frame is (contract F1-F3, E1). */
export type ClientFrame =
  | { kind: 'error'; code: 'INVALID_JSON' | 'INVALID_FRAME' | 'FRAME_TOO_LARGE' }
  | { kind: 'ping' }
  | { kind: 'user_message'; payload: unknown }
  | { kind: 'unknown'; type: string | null };

/** Size first, then form, then type. `type` is null where there is none. */
export function classifyFrame(data: Buffer, isBinary: boolean): ClientFrame {
  if (data.byteLength > maximumBytes) return { kind: 'error', code: 'FRAME_TOO_LARGE' };
  if (isBinary) return { kind: 'error', code: 'INVALID_FRAME' };
  let frame: unknown;
  try {
    frame = JSON.parse(data.toString());
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'error', code: 'INVALID_JSON' };
    throw error;
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame))
    return { kind: 'error', code: 'INVALID_FRAME' };
  const { type, payload } = frame as Record<string, unknown>;
  if (type === 'ping') return { kind: 'ping' };
  if (type === 'user_message') return { kind: 'user_message', payload };
  return { kind: 'unknown', type: typeof type === 'string' ? type : null };
}
