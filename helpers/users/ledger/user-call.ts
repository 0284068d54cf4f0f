import { z } from 'zod';
import type { Secret } from '../../../config/secret.ts';
import type { WireRequest } from '../../http/http-client.ts';
import type { WireResponse } from '../../http/wire-response.ts';
import { secretText } from '../../wire/secret-text.ts';
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
const withUser = z.object({
  user: z.object({ id: z.string(), email: z.string() }),
  access_token: secretText.optional().catch(undefined),
});

/** The user that an answer made. */
export interface MadeUser {
  id: string;
  email: string;
  /** Undefined where the answer has none. */
  token: Secret | undefined;
}

function bodyOf({ body, rawBody }: WireRequest): unknown {
  if (rawBody === undefined) return body;
  try {
    return JSON.parse(rawBody);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Answers that made no user, or may have: the service may not have looked at the request to its end, or the user is there. */
const provesNothing = new Set([408, 409, 499]);
/** What a service says that has no key for the bypass; it says so before it looks for the user (contract A2). */
const withoutKey = 'E2E authentication not configured';

export const userCall = {
  /** Reads a request. A user whose e-mail is not in it is known from the answer only. */
  of: (request: WireRequest): UserCall => {
    const { method } = request;
    const [path = ''] = request.path.split('?');
    const way = method === 'POST' ? makes[path] : undefined;
    if (way !== undefined)
      return { kind: 'make', way, email: withEmail.safeParse(bodyOf(request)).data?.email };
    const encodedId = method === 'DELETE' ? deleted.exec(path)?.[1] : undefined;
    return encodedId === undefined ? { kind: 'other' } : { kind: 'remove', encodedId };
  },

  /** Whether the target has looked at a request that makes a user, and made none. */
  isRefused: (way: UserLine['way'], response: WireResponse): boolean => {
    const { status } = response;
    if (way === 'bypass' && status === 503)
      return (response.json() as { detail?: unknown } | null | undefined)?.detail === withoutKey;
    return status >= 400 && status < 500 && !provesNothing.has(status);
  },

  /** The user that was made, by the answer; undefined where it names none. */
  madeBy: (response: WireResponse): MadeUser | undefined => {
    const made = response.status < 300 ? withUser.safeParse(response.json()).data : undefined;
    return made && { ...made.user, token: made.access_token };
  },
};
