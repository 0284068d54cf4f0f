/** How a value of `Sec-WebSocket-Protocol` is not the one that carries a token (contract W2), in words; empty where it is. */
export function offerProblems(offer: string): string[] {
  const names = offer.split(',').map((name) => name.trim());
  const carriers = names.filter((name) => name.startsWith('jwt.'));
  const [carrier = ''] = carriers;
  const encoded = carrier.slice('jwt.'.length);
  const problems: string[] = [];
  if (!names.includes('jwt-auth')) problems.push('jwt-auth is not offered beside it');
  if (carriers.length === 0)
    problems.push(
      names.some((name) => /^(?:eyJ|ZXlK)/.test(name))
        ? 'the token stands there without the prefix jwt.'
        : 'no name begins with jwt.',
    );
  if (/\.eyJ|^eyJ/.test(encoded)) problems.push('the token is raw, not encoded as base64url');
  if (encoded.includes('=')) problems.push('the base64url is padded with =');
  if (/[+/]/.test(encoded)) problems.push('it is base64, not base64url');
  if (names.some((name) => /^jwt-auth.+eyJ|^jwt-auth.+ZXlK/.test(name)))
    problems.push('both names are joined to one');
  return problems;
}
