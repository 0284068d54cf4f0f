/** What comes to the edge, as it would pass it on. */
export interface EdgeCall {
  kind: 'request' | 'upgrade';
  method: string;
  /** With the query. */
  path: string;
  /** Names as they were sent, in their order. */
  headers: readonly (readonly [name: string, value: string])[];
  /** How long it is on its way to the service. */
  onItsWayMs: number;
  /** When the edge gives up on the answer to a handshake; undefined for never. */
  answerWithinMs: number | undefined;
}

/** What the edge answers by itself. */
export interface EdgePage {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Answers by itself, or returns the call to pass on. */
export type EdgeRule = (call: EdgeCall) => EdgePage | EdgeCall;
