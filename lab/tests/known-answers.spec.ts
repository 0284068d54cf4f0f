import { randomBytes, randomUUID } from 'node:crypto';
import { knownSecrets } from '../../config/known-secrets.ts';
import { knowAnswer } from '../../helpers/evidence/know-answer.ts';
import { signedIn } from '../../helpers/wire/signed-in.ts';
import { expect, test } from '../fixtures/test.ts';

const isKnown = (value: string): boolean => {
  const known: string[] = [];
  knownSecrets.subscribe((one) => known.push(one))();
  return known.includes(value);
};
const hex = (): string => `1a2b3c${randomBytes(16).toString('hex')}`;
const base64 = (): string => `aB3/${randomBytes(24).toString('base64')}`;

const secret: { what: string; value: () => string; body: (value: string) => string }[] = [
  { what: 'a token in hex', value: hex, body: (value) => `{"refresh_token":"${value}"}` },
  { what: 'a token in base64', value: base64, body: (value) => `{"resetToken":"${value}"}` },
  { what: 'a token that is a UUID', value: randomUUID, body: (value) => `{"session_token":"${value}"}` },
  { what: 'the id of a session', value: randomUUID, body: (value) => `{"session_id": "${value}"}` },
  {
    what: 'a key whose slashes are escaped',
    value: base64,
    body: (value) => `{"api_key":"${value.replaceAll('/', '\\/')}"}`,
  },
  { what: 'a token in a body that is cut', value: hex, body: (value) => `{"a":1,"token":"${value}","b` },
  {
    what: 'a token in a URL',
    value: hex,
    body: (value) => `{"password_reset_url":"https://auth.staging.example/reset?token=${value}&a=1"}`,
  },
  { what: 'a token in a form', value: hex, body: (value) => `a=1&access_token=${value}` },
];

/** Each stands in many texts that a report needs. */
const harmless: { what: string; value: string; body?: string }[] = [
  { what: 'token_expires_at', value: '2026-11-30T22:10:54.123Z' },
  { what: 'token_expires_at', value: 'Mon, 30 Nov 2026 22:10:54 GMT' },
  { what: 'refresh_token_expires_in', value: '3600' },
  { what: 'password_changed', value: 'true' },
  { what: 'password_changed_at', value: '2026-11-30 22:10:54.123456+00' },
  { what: 'has_password', value: 'false' },
  { what: 'api_key_count', value: '0000000000000017' },
  { what: 'token_type', value: 'urn:ietf:params:oauth:token-type:access_token' },
  { what: 'token_endpoint', value: 'https://auth.staging.example/v1/OAuth2/token' },
  { what: 'token_subject', value: 'e2e-test-2611221000-abcdef-0-1' },
  { what: 'token_owner', value: 'test-2611221000-abcdef-0-1@staging.netrasystems.ai' },
  { what: 'token_id', value: '0b41fcc1-5df3-4390-97e9-da4dfd2686d8' },
  { what: 'session_thread', value: 'thr_1b41fcc1-5df3-4390-97e9-da4dfd2686d8' },
  { what: 'password_policy', value: 'at least 12 characters and 1 Digit' },
  { what: 'session_state', value: 'authenticated-by-refresh' },
];

test.describe('of an answer', () => {
  for (const { what, value: make, body } of secret) {
    test(`${what} is a secret from then on`, () => {
      const value = make();
      knowAnswer(body(value));

      expect(isKnown(value)).toBe(true);
    });
  }

  for (const { what, value } of harmless) {
    test(`${what} is no secret, as ${value} is none`, () => {
      knowAnswer(JSON.stringify({ [what]: value }));

      expect(isKnown(value)).toBe(false);
    });
  }

  test('a cookie is a secret where its value is', () => {
    const [value, when] = [hex(), '2026-11-30T22%3A10%3A54Z'];
    const headers = new Headers([
      ['Set-Cookie', `id=${value}; Path=/`],
      ['Set-Cookie', `seen=${when}`],
    ]);
    knowAnswer('', headers);

    expect([isKnown(value), isKnown(when)]).toEqual([true, false]);
  });

  test('words in the place of tokens are no secrets, and a token is one', () => {
    const token = hex();
    const user = { id: 'a', email: 'b', permissions: [] };
    const read = (access_token: string): unknown =>
      signedIn.parse({ access_token, refresh_token: token, token_type: 'Bearer', expires_in: 1, user });
    read('undefined');
    read('2026-11-30T22:10:54Z');

    expect([isKnown('undefined'), isKnown('2026-11-30T22:10:54Z'), isKnown(token)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
