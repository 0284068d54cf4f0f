/**
 * The token of an `Authorization` header (contract N1, W2): the scheme counts without case.
 * @returns undefined for no header, another scheme, or an empty or blank token
 */
export function readBearer(header: string | undefined): string | undefined {
  const [, token] = /^bearer +(\S.*)$/i.exec(header?.trim() ?? '') ?? [];
  return token?.trim();
}
