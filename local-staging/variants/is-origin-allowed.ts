/** What decides about the origin of a handshake. */
export interface OriginCheck {
  /** The header; undefined where there is none. */
  origin: string | undefined;
  /** The header, e.g. `api.staging.example`. */
  host: string | undefined;
  missing: 'refused' | 'accepted';
}

/** Only pages of the application, and of the service itself, may open a socket. */
export function isOriginAllowed({ origin, host = '', missing }: OriginCheck): boolean {
  if (origin === undefined) return missing === 'accepted';
  return ['https://app.staging.netrasystems.ai', `http://${host}`, `https://${host}`].includes(origin);
}
