import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../http/http-client.ts';
import { pathTo } from '../http/path-to.ts';
import { readAnswer } from '../http/read-answer.ts';
import { ownAccount, type OwnAccount } from '../wire/own-account.ts';
import { signedIn, type SignedIn } from '../wire/signed-in.ts';

/** What a person registers and logs in with. */
export interface Credentials {
  email: string;
  password: Secret;
}

/** The auth service's calls that must succeed (contract §2); each throws a ContractError for any other answer. */
export interface AuthClient {
  /** A3. */
  register(credentials: Credentials & { name: string }): Promise<SignedIn>;
  /** A4. */
  login(credentials: Credentials): Promise<SignedIn>;
  /** A5. */
  refresh(refreshToken: Secret): Promise<SignedIn>;
  /** A6. */
  logout(token: Secret): Promise<void>;
  /** A8. */
  me(token: Secret): Promise<OwnAccount>;
  /** A2. */
  bypass(key: Secret, user: { email: string; name: string }): Promise<SignedIn>;
  /** A9, by the user's own token. */
  deleteUser(id: string, by: { token: Secret }): Promise<void>;
}

export function createAuthClient(http: HttpClient): AuthClient {
  const revealed = ({ password, ...rest }: Credentials): Record<string, unknown> => ({
    ...rest,
    password: password.reveal(),
  });
  return {
    register: async (credentials) =>
      readAnswer(
        await http.send({ method: 'POST', path: '/auth/register', body: revealed(credentials) }),
        200,
        signedIn,
      ),
    login: async (credentials) =>
      readAnswer(
        await http.send({ method: 'POST', path: '/auth/login', body: revealed(credentials) }),
        200,
        signedIn,
      ),
    refresh: async (refreshToken) =>
      readAnswer(
        await http.send({
          method: 'POST',
          path: '/auth/refresh',
          body: { refresh_token: refreshToken.reveal() },
        }),
        200,
        signedIn,
      ),
    logout: async (token) => {
      readAnswer(await http.send({ method: 'POST', path: '/auth/logout', token }), 200, z.unknown());
    },
    me: async (token) =>
      readAnswer(await http.send({ method: 'GET', path: '/auth/me', token }), 200, ownAccount),
    bypass: async (key, user) =>
      readAnswer(
        await http.send({
          method: 'POST',
          path: '/auth/e2e/test-auth',
          headers: { 'X-E2E-Bypass-Key': key },
          body: user,
        }),
        200,
        signedIn,
      ),
    deleteUser: async (id, { token }) => {
      const path = pathTo`/auth/users/${id}`;
      readAnswer(await http.send({ method: 'DELETE', path, token }), 204, z.unknown());
    },
  };
}
