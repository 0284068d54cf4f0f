import { subjectIn } from '../evidence/subject-in.ts';

/** Whom the token in a request's headers speaks for, in the order in which it counts (contract W2); null for none. */
export function subjectOfHeaders(headers: readonly [string, string][]): string | null {
  const valueOf = (name: string): string | undefined =>
    headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const authorization = valueOf('authorization');
  if (authorization !== undefined) return subjectIn(authorization);
  const [, encoded = ''] = /\bjwt\.([\w-]+)/.exec(valueOf('sec-websocket-protocol') ?? '') ?? [];
  return subjectIn(Buffer.from(encoded, 'base64url').toString());
}
