import type { Secret } from '../../config/secret.ts';

/** How a token is handed to the socket (contract W2). */
export type SocketCredentials =
  | { via: 'header'; token: Secret }
  /** As browsers must: `["jwt-auth", "jwt.<base64url of the token>"]`. */
  | { via: 'subprotocol'; token: Secret }
  | { via: 'none' }
  /** As it is, e.g. what no good client would send. Subprotocols must be legal names (RFC 6455). */
  | {
      via: 'offer';
      authorization?: string | Secret;
      subprotocols?: readonly (string | Secret)[];
      query?: Secret;
      headers?: Record<string, string>;
    };
