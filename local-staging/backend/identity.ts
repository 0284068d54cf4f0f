/** Who is calling, as the auth service says. */
export interface Identity {
  userId: string;
  permissions: string[];
  /** When the token ends, in milliseconds since the epoch. */
  expiresAtMs: number;
}

/** Who a token speaks for; throws the Refusal of contract N1-N3 and N6. The same for REST and socket. */
export type Authenticate = (token: string | undefined) => Promise<Identity>;

/** A protected request or a handshake, and the token that was read of it. */
export interface Call {
  protocol: 'rest' | 'socket';
  method: string;
  /** Without the query. */
  path: string;
  header: (name: string) => string | undefined;
  token: string | undefined;
}

/** Who a call speaks for: whomever its token does, whatever else it says (contract P4). */
export function identify({ token }: Call, authenticate: Authenticate): Promise<Identity> {
  return authenticate(token);
}
