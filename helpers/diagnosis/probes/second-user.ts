import { doesAnswer } from '../does-answer.ts';
import type { Probe } from '../probe.ts';
import { takeAccount } from '../take-account.ts';

/** A user who registers, and logs in through the backend, which hands the login on: so it finds the auth service. */
export const secondUser: Probe = {
  name: 'second-user',
  ids: 'P4 P11',
  asks: 'Can a user register, and log in directly and through the chat backend?',
  cost: 3,
  deadlineMs: 8_000,
  idle: ({ auth }) => (doesAnswer(auth) ? undefined : 'The auth service does not answer.'),
  run: async (session) => {
    const { subject, client, seen } = session;
    const identity = subject.nextIdentity();
    const { email, name, password } = identity;
    const body = { email, password: password.reveal() };
    const registration = await client.read('auth', {
      method: 'POST',
      path: '/auth/register',
      body: { ...body, name },
    });
    seen.registration = registration.answer;
    await takeAccount(session, 'registered', identity, registration.response);
    if (doesAnswer(seen.backend))
      seen.loginThroughBackend = await client.ask('backend', {
        method: 'POST',
        path: '/api/auth/login',
        body,
      });
    if (seen.loginThroughBackend?.status !== 200)
      seen.login = await client.ask('auth', { method: 'POST', path: '/auth/login', body });
  },
};
