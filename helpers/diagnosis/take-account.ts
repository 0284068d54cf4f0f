import type { WireResponse } from '../http/wire-response.ts';
import type { TestIdentity } from '../users/test-identity.ts';
import { signedIn } from '../wire/signed-in.ts';
import { isSignedWith } from '../auth/is-signed-with.ts';
import { claimsOf } from './claims-of.ts';
import type { AccountSeen } from './observations.ts';
import type { Session } from './session.ts';

/** Keeps the user that an answer of the auth service signs in; that of the configured strategy comes first. */
export async function takeAccount(
  { subject, client, seen, accounts }: Session,
  way: AccountSeen['way'],
  identity: TestIdentity,
  response: WireResponse | undefined,
): Promise<void> {
  const { data } = signedIn.safeParse(response?.json());
  if (response?.status !== 200 || !data) return;
  const { user, access_token: token, refresh_token: refreshToken } = data;
  const own = subject.signingSecret;
  const account: AccountSeen = {
    way,
    claims: claimsOf(token) ?? { problems: ['it is no JWT'] },
    madeAtMs: client.now(),
    ...(own && { isSignedWithOwnSecret: await isSignedWith(token, own.secret) }),
  };
  const isFirst = (way === 'bypass') === (subject.strategy === 'bypass');
  const put = isFirst ? 'unshift' : 'push';
  seen.accounts[put](account);
  const isOwn = user.email.toLowerCase() === identity.email.toLowerCase() && account.claims.sub === user.id;
  accounts[put]({ way, identity, id: user.id, token, refreshToken, isOwn, seen: account });
}
