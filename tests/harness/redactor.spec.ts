import { Secret } from '../../config/secret.ts';
import { expect, test } from '../../fixtures/test.ts';
import { createRedactor } from '../../helpers/reporting/redactor.ts';

const token = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJlMmUtdGVzdCJ9', 'c2lnbmF0dXJlLW9mLXRva2Vu'].join('.');
const key = 'a+key(with)$pecial.chars';

const redacted = [
  { what: 'a token', text: token, left: '[redacted]' },
  {
    what: 'a token in a header',
    text: `Authorization: Bearer ${token}\n`,
    left: 'Authorization: Bearer [redacted]\n',
  },
  {
    what: 'a token that a diff has coloured',
    text: token.replace('Ui', 'U\u001b[7mi\u001b[27m'),
    left: '[redacted]',
  },
  {
    what: 'a token in a subprotocol',
    text: `jwt-auth, jwt.${Buffer.from(token).toString('base64url')}`,
    left: 'jwt-auth, jwt.[redacted]',
  },
  { what: 'a configured key in base64', text: Buffer.from(key).toString('base64'), left: '[redacted]' },
  { what: 'a configured key in a URL', text: `?key=${encodeURIComponent(key)}`, left: '?key=[redacted]' },
  { what: 'a configured key', text: `{"key":"${key}"}`, left: '{"key":"[redacted]"}' },
  { what: 'a derived password', text: `testpw-${'x'.repeat(43)}`, left: '[redacted]' },
];
const kept = [
  'GET /api/chat/messages?limit=50 answered 403 AUTH_REQUIRED',
  'thr_b41fcc1b-5df3-4390-97e9-da4dfd2686d8',
  'eyJ is how a token begins',
];

test.describe('the redactor', () => {
  for (const { what, text, left } of redacted) {
    test(`takes out ${what}`, () => {
      expect(createRedactor([new Secret(key)])(text)).toBe(left);
    });
  }

  for (const text of kept) {
    test(`leaves "${text}" as it is`, () => {
      expect(createRedactor([])(text)).toBe(text);
    });
  }
});
