import type { readBearer } from '../../http/read-bearer.ts';

/** What a handshake offers (contract W2). */
export interface HandshakeOffer {
  authorization: string | undefined;
  /** The subprotocols in the order in which they were offered. */
  subprotocols: readonly string[];
  query: URLSearchParams;
}

/**
 * The token of a handshake: the header decides where there is one, even when it is bad; else `jwt.<base64url>` beside
 * `jwt-auth`. Never the query.
 */
export function readSocketToken(
  offer: HandshakeOffer,
  readBearerPolicy: typeof readBearer,
): string | undefined {
  if (offer.authorization !== undefined) return readBearerPolicy(offer.authorization);
  if (!offer.subprotocols.includes('jwt-auth')) return undefined;
  const encoded = offer.subprotocols.find((name) => name.startsWith('jwt.'))?.slice('jwt.'.length);
  if (!encoded || !/^[\w-]+$/.test(encoded)) return undefined;
  return Buffer.from(encoded, 'base64url').toString() || undefined;
}
