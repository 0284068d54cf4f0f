/** Who is calling, as the auth service says. */
export interface Identity {
  userId: string;
  permissions: string[];
  /** When the token ends, in milliseconds since the epoch. */
  expiresAtMs: number;
}
