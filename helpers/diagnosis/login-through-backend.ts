import type { TestIdentity } from '../users/test-identity.ts';
import type { Answer } from './answer.ts';
import type { ProbeClient } from './probe-client.ts';

/** Logs a user in through the backend, which hands the login on to the auth service. */
export function loginThroughBackend(
  client: ProbeClient,
  { email, password }: TestIdentity,
  as?: string,
): Promise<Answer> {
  const body = { email, password: password.reveal() };
  return client.ask('backend', { method: 'POST', path: '/api/auth/login', body }, as);
}
