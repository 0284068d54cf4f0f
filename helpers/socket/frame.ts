/** One text frame from the target. */
export interface Frame {
  /** Milliseconds since the handshake was begun. */
  receivedAtMs: number;
  /** As it came. */
  text: string;
  /** Parsed; undefined when it is not JSON. */
  json: unknown;
}

/** The `type` of a frame, for conditions and messages. */
export function frameType({ json }: Pick<Frame, 'json'>): string {
  const { type } = (json ?? {}) as Record<string, unknown>;
  return typeof type === 'string' ? type : '(no type)';
}
