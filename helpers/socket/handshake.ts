/** The result of a handshake. */
export interface Handshake {
  /** What was sent as `X-Request-ID`; it names the socket in the evidence. */
  id: string;
  url: string;
  /** 101, or the status of the refusal. */
  status: number;
  headers: Headers;
  /** What the server selected; empty for none. */
  subprotocol: string;
  /** The body of a refusal; empty for an upgrade. */
  body: string;
  durationMs: number;
}
