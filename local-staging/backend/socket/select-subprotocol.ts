/** `jwt-auth` when it was offered, else none (contract W3); never the subprotocol that carries the token. */
export function selectSubprotocol(offered: readonly string[]): string | undefined {
  return offered.find((name) => name === 'jwt-auth');
}
