import type { Secret } from '../../config/secret.ts';
import type { WireRequest } from '../http/http-client.ts';
import { signedIn } from '../wire/signed-in.ts';
import type { Account, Session } from './session.ts';

/** A new token of an account, as it signs in again; undefined where that is refused. */
export async function freshToken(
  { client, subject }: Session,
  { way, identity: { email, name, password } }: Account,
): Promise<Secret | undefined> {
  const requests: Record<Account['way'], WireRequest> = {
    bypass: {
      method: 'POST',
      path: '/auth/e2e/test-auth',
      body: { email, name },
      headers: subject.bypassKey ? { 'X-E2E-Bypass-Key': subject.bypassKey } : {},
    },
    registered: { method: 'POST', path: '/auth/login', body: { email, password: password.reveal() } },
  };
  const { response } = await client.read('auth', requests[way], 'for a fresh token');
  return signedIn.safeParse(response?.json()).data?.access_token;
}
