/** One upgraded socket of one user. */
export interface Connection {
  userId: string;
  send(frame: Record<string, unknown>): void;
}
