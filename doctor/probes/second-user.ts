import type { Probe } from '../asking/probe.ts';
import { loginThroughBackend, takeAccount } from '../asking/session.ts';
import { isThere } from '../observation/readings.ts';

/** A user who registers, and logs in through the backend, which hands the login on: so it finds the auth service. */
export const secondUser: Probe = {
  name: 'second-user',
  ids: 'P4 P11',
  asks: 'Can a user register, and log in directly and through the chat backend?',
  cost: 3,
  deadlineMs: 8_000,
  idle: (seen) => {
    if (!isThere(seen, 'auth')) return 'The auth service is not there.';
    const { environment = 'staging' } = seen.auth?.says ?? {};
    return environment === 'staging'
      ? undefined
      : `It says that it is ${environment}: nothing is changed there.`;
  },
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
    await takeAccount(session, 'registered', identity, registration);
    if (isThere(seen, 'backend')) seen.loginThroughBackend = await loginThroughBackend(client, identity);
    if (seen.loginThroughBackend?.status !== 200)
      seen.login = await client.ask('auth', { method: 'POST', path: '/auth/login', body });
  },
};
