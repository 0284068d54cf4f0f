/** What comes to the edge, as it would pass it on. */
export interface EdgeCall {
  kind: 'request' | 'upgrade';
  method: string;
  /** With the query. */
  path: string;
  /** Names as they were sent, in their order. */
  headers: readonly (readonly [name: string, value: string])[];
  /** How long the service may take to answer a handshake; undefined for any time. */
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
