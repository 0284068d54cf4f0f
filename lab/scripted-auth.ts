import { TargetError } from '../helpers/errors/target-error.ts';
import type { HttpClient, WireRequest } from '../helpers/http/http-client.ts';
import { WireResponse } from '../helpers/http/wire-response.ts';

/** A status, with a body where it is not the usual one; `none` is no answer. */
export type ScriptedAnswer = number | 'none' | { status: number; body: object };

const tokens = { access_token: 'a', refresh_token: 'b', token_type: 'Bearer', expires_in: 900 };

/** The body of an answer that signs in a user. */
export const signedInAs = (email: string, id: string): object => ({
  user: { id, email, name: 'Ada', permissions: ['read'] },
  ...tokens,
});

/**
 * A client of an auth service that gives these answers, in turn for each call and the last one for ever.
 * @param answers - by `METHOD /path`, or `METHOD any`; 401 where there is none. A 200 signs in the user of the request.
 * @param headers - of every answer
 */
export function scriptedAuth(
  answers: Readonly<Record<string, readonly ScriptedAnswer[]>>,
  headers: Readonly<Record<string, string>> = {},
): HttpClient & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    send: ({ method, path, body }: WireRequest) => {
      const call = `${method} ${path}`;
      const script = answers[call] ?? answers[`${method} any`] ?? [401];
      const answer =
        script[Math.min(asked.filter((one) => one === call).length, script.length - 1)] ?? 'none';
      asked.push(call);
      if (answer === 'none')
        return Promise.reject(
          new TargetError('TARGET_TIMEOUT', `${call}: no answer in time`, { reason: 'no answer in time' }),
        );
      const { email = '' } = (body ?? {}) as { email?: string };
      const form = path === '/auth/login' ? 'usr' : 'e2e';
      const signedIn = signedInAs(email, `${form}-${email.split('@')[0] ?? ''}`);
      const { status, body: said } =
        typeof answer === 'number' ? { status: answer, body: answer === 200 ? signedIn : {} } : answer;
      return Promise.resolve(
        new WireResponse({
          request: call,
          status,
          headers: new Headers({ 'Content-Type': 'application/json', ...headers }),
          body: JSON.stringify(said),
        }),
      );
    },
  };
}
