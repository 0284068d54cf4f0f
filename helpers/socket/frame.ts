/** One text frame from the target. */
export interface Frame {
  /** Milliseconds since the handshake was begun. */
  receivedAtMs: number;
  /** As it came. */
  text: string;
  /** Parsed; undefined when it is not JSON. */
  json: unknown;
}
