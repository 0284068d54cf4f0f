import { z } from 'zod';
import type { WireRequest } from '../../http/http-client.ts';
import type { WireResponse } from '../../http/wire-response.ts';
import type { UserLine } from './ledger-line.ts';

/** What a call of the auth service does to its users. */
export type UserCall =
  | { kind: 'make'; way: UserLine['way']; email: string | undefined }
  /** With the id as it stands in the path. */
  | { kind: 'remove'; encodedId: string }
  | { kind: 'other' };

const makes: Readonly<Record<string, UserLine['way']>> = {
  '/auth/register': 'provisioned',
  '/auth/e2e/test-auth': 'bypass',
};
const deleted = /^\/auth\/users\/([^/]+)$/;
const withEmail = z.object({ email: z.string() });
const withUser = z.object({ user: z.object({ id: z.string(), email: z.string() }) });

function bodyOf({ body, rawBody }: WireRequest): unknown {
  if (rawBody === undefined) return body;
  try {
    return JSON.parse(rawBody);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const userCall = {
  /** Reads a request. A user whose e-mail it does not say is known from the answer only. */
  of: (request: WireRequest): UserCall => {
    const { method } = request;
    const [path = ''] = request.path.split('?');
    const way = method === 'POST' ? makes[path] : undefined;
    if (way !== undefined)
      return { kind: 'make', way, email: withEmail.safeParse(bodyOf(request)).data?.email };
    const encodedId = method === 'DELETE' ? deleted.exec(path)?.[1] : undefined;
    return encodedId === undefined ? { kind: 'other' } : { kind: 'remove', encodedId };
  },

  /** Who was made, by the answer; undefined where it does not say so. */
  madeBy: (response: WireResponse): { id: string; email: string } | undefined =>
    response.status < 300 ? withUser.safeParse(response.json()).data?.user : undefined,
};
