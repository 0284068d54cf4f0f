import type { Secret } from '../../config/secret.ts';
import { validation } from '../wire/validation.ts';
import type { ValidationSeen } from './observations.ts';
import type { ProbeClient } from './probe-client.ts';

/** What the auth service says of a token, without the credentials of a service (contract A7). */
export async function validateToken(client: ProbeClient, token: Secret, as: string): Promise<ValidationSeen> {
  const body = { token: token.reveal(), token_type: 'access' };
  const { answer, response } = await client.read(
    'auth',
    { method: 'POST', path: '/auth/validate', body },
    as,
  );
  const { data } = validation.safeParse(answer.status === 200 ? response?.json() : undefined);
  if (!data) return { answer };
  // Any other error is about who asks, or about the asking: it says nothing of the token.
  if (!data.valid)
    return { answer, ...(data.error === 'invalid_token' && { valid: false }), error: data.error };
  const { user_id: userId, user_status: userStatus, permissions } = data;
  return { answer, valid: true, userId, userStatus, permissions };
}
