import { Secret } from '../../config/secret.ts';
import type { SocketCredentials } from './socket-credentials.ts';

/** What goes onto the wire for some credentials. Holds secrets. */
export interface Offer {
  headers: Record<string, string>;
  subprotocols: string[];
  /** With its `?`; empty for none. */
  query: string;
}

const reveal = (value: string | Secret): string => (value instanceof Secret ? value.reveal() : value);

/** The handshake's headers, subprotocols and query for some credentials (contract W2). */
export function offerOf(credentials: SocketCredentials): Offer {
  const nothing = { headers: {}, subprotocols: [], query: '' };
  switch (credentials.via) {
    case 'none':
      return nothing;
    case 'header':
      return { ...nothing, headers: { Authorization: `Bearer ${credentials.token.reveal()}` } };
    case 'subprotocol':
      return {
        ...nothing,
        subprotocols: ['jwt-auth', `jwt.${Buffer.from(credentials.token.reveal()).toString('base64url')}`],
      };
    case 'offer': {
      const { authorization, subprotocols = [], query, headers } = credentials;
      return {
        headers: {
          ...headers,
          ...(authorization !== undefined && { Authorization: reveal(authorization) }),
        },
        subprotocols: subprotocols.map(reveal),
        query: query ? `?token=${query.reveal()}` : '',
      };
    }
  }
}
